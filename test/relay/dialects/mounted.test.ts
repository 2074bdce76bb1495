import { expect, test } from "vitest"
import { startTestRelay } from "../../support/test-relay.ts"

test("a running relay speaks both dialects beside its own API", async () => {
  await using relay = await startTestRelay()
  const axelered = await relay.api("GET", `/v1/w/${relay.relay.workspace.id}/webhooks`)
  const ainexlayer = await relay.api("GET", "/api/v1/webhooks")
  const own = await relay.api("GET", "/v1/workspace")
  expect(axelered.json).toEqual({ status: "ok", data: { items: [], limit: 50, cursor: null, total: 0 } })
  expect(ainexlayer.json).toMatchObject({ success: true, data: [] })
  expect(own.json).toMatchObject({ id: relay.relay.workspace.id })
})
