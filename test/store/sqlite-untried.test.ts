import { expect, test } from "vitest"
import { openSqliteStore } from "../../src/store/sqlite/open.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { aFanOut, anEndpoint, anEvent, NOON } from "../support/store-rows.ts"

test("a delivery that was to be tried by hand when the process died is given up, one that is due is not", async () => {
  await using folder = await temporaryFolder()
  const store = await openSqliteStore({ folder: folder.path })
  const [endpoint, event] = [anEndpoint(), anEvent()]
  const byHand = aFanOut(event, endpoint.id, { nextAttemptAt: null })
  const due = aFanOut(event, endpoint.id)
  await store.insertEndpoint(endpoint)
  await store.publish(event, [byHand, due])
  await store.close()

  const reopened = await openSqliteStore({ folder: folder.path })
  expect(await reopened.deliveryById(byHand.id)).toMatchObject({ status: "failed", attempts: 0 })
  expect(await reopened.deliveryById(due.id)).toMatchObject({ status: "pending", nextAttemptAt: NOON })
  await reopened.close()
})
