import { join } from "node:path"
import { expect, test } from "vitest"
import { errorCatalogue } from "../../src/errors.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { ofType, startWhk } from "../support/start-whk.ts"
import { startFaultRelay } from "./support/fault-relay.ts"
import { figures } from "./support/figures.ts"
import { startIngestLoad } from "./support/ingest-load.ts"
import { integrityOf, lostFrom } from "./support/stored.ts"

const SECONDS_STARTED = 5

test("R9: a second relay on the same data ends with a clear message, and the first one goes on as before", async ({
  task,
}) => {
  await using home = await temporaryFolder()
  await using relay = await startFaultRelay({ home: home.path })
  await using load = startIngestLoad(await relay.inbox(), { senders: 8 })
  const ends: string[] = []
  while (ends.length < SECONDS_STARTED) {
    await load.more(20)
    const args = ["relay", "--port", "0", "--data", relay.data]
    const second = startWhk(args, { WHK_HOME: join(home.path, "second") })
    const started = second.line(ofType("ready"))
    const end = await started.then(
      () => "it started",
      () => second.exited,
    )
    await second.kill("SIGKILL")
    ends.push(`${end} ${second.stderr()}`)
  }
  await load.more(20)
  await load.stop()
  const refused = load.said.filter(({ status }) => status !== 200).length
  await relay.process.kill("SIGTERM")

  const lost = await lostFrom(relay.data, load.acked)
  figures(task, { "second relays": ends.length, acked: load.acked.length, refused, lost: lost.length })
  expect(new Set(ends).size).toBe(1)
  expect(ends[0]).toMatch(new RegExp(`^${errorCatalogue.DATA_FOLDER_LOCKED.exit} .*DATA_FOLDER_LOCKED`))
  expect(ends[0]).toContain(`Another process uses the data folder \\"${relay.data}\\"`)
  expect(refused).toBe(0)
  expect(lost).toEqual([])
  expect(await integrityOf(relay.data)).toBe("ok")
})
