import { expect, test } from "vitest"
import type { RelayEvent } from "../../src/relay/edge/events.ts"
import { startReceiver } from "../support/receiver.ts"
import { startTestRelay } from "../support/test-relay.ts"

test("an endpoint that the relay switches off is told of in the log, in the audit log and where it is shown", async () => {
  const receiver = await startReceiver(() => 500)
  const events: RelayEvent[] = []
  let told = (): void => {}
  const isTold = new Promise<void>((resolve) => (told = resolve))
  await using relay = await startTestRelay({
    timeScale: 1000,
    disableAfterMs: 1,
    observe(event) {
      events.push(event)
      if (event.type === "disabled") told()
    },
  })
  const endpoint: { id: string } = (
    await relay.api("POST", "/v1/endpoints", {
      provider: "axiestudio",
      url: receiver.url,
      events: ["user.created"],
    })
  ).json
  await relay.api("POST", "/v1/events", { provider: "axiestudio", type: "user.created" })
  await isTold
  expect((await relay.api("GET", `/v1/endpoints/${endpoint.id}`)).json).toMatchObject({
    active: false,
    failingSince: expect.stringMatching(/Z$/),
    disabledWhy: expect.stringContaining("it has only failed for"),
  })
  expect(events).toContainEqual({ type: "disabled", endpoint: endpoint.id, why: expect.any(String) })
  for (;;) {
    const { items }: { items: { action: string; object: string | null }[] } = (
      await relay.api("GET", "/v1/audit")
    ).json
    const entry = items.find(({ action }) => action === "endpoint disabled")
    if (!entry) continue
    expect(entry).toMatchObject({ object: endpoint.id, actor: null })
    break
  }
  // Whoever switches it on gives it a new start.
  await relay.api("PATCH", `/v1/endpoints/${endpoint.id}`, { active: true })
  const again: object = (await relay.api("GET", `/v1/endpoints/${endpoint.id}`)).json
  expect(again).toMatchObject({ active: true })
  expect(again).not.toHaveProperty("failingSince")
  expect(again).not.toHaveProperty("disabledWhy")
})
