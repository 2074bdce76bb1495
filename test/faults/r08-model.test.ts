import fc from "fast-check"
import { expect, test } from "vitest"
import { newId } from "../../src/domain/ids.ts"
import { openSqliteStore } from "../../src/store/sqlite/open.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { anEndpoint } from "../support/store-rows.ts"
import { figures } from "./support/figures.ts"
import { emptyModel } from "./support/store-model.ts"
import { steps } from "./support/store-steps.ts"

const RUNS = 5000

test("R8: whatever happens to deliveries, in whatever order, the store does what a model of it does", async ({
  task,
}) => {
  await using folder = await temporaryFolder()
  const store = await openSqliteStore({ folder: folder.path })
  let now = Date.UTC(2026, 0, 1)
  let made = 0
  const property = fc.asyncProperty(steps(), async (commands) => {
    // One store for all runs: each has an inbox, an endpoint and a time of its own.
    now += 10_000_000
    const endpoint = anEndpoint({ workspace: "ws_model" })
    await store.insertEndpoint(endpoint)
    const setup = () => ({ model: emptyModel(now), real: { store, inbox: newId("in"), endpoint } })
    await fc.asyncModelRun(setup, commands)
    made += [...commands].length
    // What is left over is nobody's business any more.
    await store.deleteEndpoint(endpoint.workspace, endpoint.id, now)
    await store.expireLeases(now + 9_000_000)
    await store.deleteEnded(now + 9_000_000, 100)
  })
  await fc.assert(property, { numRuns: RUNS, seed: 20_261_127 })
  await store.close()
  figures(task, { runs: RUNS, steps: made, differences: 0 })
  expect(made).toBeGreaterThan(RUNS)
})
