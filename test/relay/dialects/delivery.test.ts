import { expect, onTestFinished, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { createDispatcher, type Dispatcher } from "../../../src/relay/dispatcher/dispatcher.ts"
import { createSender } from "../../../src/sender/send.ts"
import { startReceiver } from "../../support/receiver.ts"
import type { Rig } from "../api/rig.ts"
import { startDialects } from "./rig.ts"
import { verify } from "../../support/signing.ts"

const SECRET = "whsec_0123456789abcdef"

/** The API with the real dispatcher behind it, and a promise for its next attempt. */
async function startDelivering(): Promise<{ rig: Rig; attempted: Promise<void> }> {
  let note = (): void => {}
  const attempted = new Promise<void>((resolve) => (note = resolve))
  const sender = createSender({ policy: { allowPrivate: true } })
  const started: Dispatcher[] = []
  const rig = await startDialects({
    dispatcher(store, clock) {
      const dispatcher = createDispatcher({
        store,
        clock,
        sender,
        timeScale: 1,
        disableAfterMs: Infinity,
        onAttempt: () => note(),
      })
      dispatcher.start()
      started.push(dispatcher)
      return dispatcher
    },
  })
  onTestFinished(async () => {
    await Promise.all(started.map((dispatcher) => dispatcher.stop(1000)))
    await sender.close()
  })
  return { rig, attempted }
}

test.each([
  {
    provider: "axelered",
    type: "process.completed",
    path: (rig: Rig) => `/v1/w/${rig.workspace}/webhooks`,
    secret: { signingSecret: SECRET },
  },
  {
    provider: "ainexlayer",
    type: "user.created",
    path: () => "/api/v1/webhooks",
    secret: { secret: SECRET },
  },
])(
  "a webhook registered as at $provider gets its events, signed",
  async ({ provider, type, path, secret }) => {
    const receiver = await startReceiver(() => 200)
    const { rig, attempted } = await startDelivering()
    const json = { name: "App", url: receiver.url, events: [type], ...secret }
    const { id } = (await rig.call("POST", path(rig), { json })).json.data
    // Of the same type name, but another provider's: it gets nothing.
    await rig.endpoint({ url: receiver.url })
    const published = await rig.call("POST", "/v1/events", { json: { provider, type } })
    await attempted
    expect(published.json.deliveries).toMatchObject([{ endpoint: id, event: type }])
    expect(receiver.requests).toHaveLength(1)
    const [{ headers, body }] = receiver.requests as [(typeof receiver.requests)[0]]
    const { scheme } = findProvider(provider)
    expect(verify(scheme, { headers, body, secrets: [SECRET], nowMs: rig.clock.now() }).reason).toBe("ok")
  },
)

test("AINexLayer's test and delivery log tell what the receiver answered", async () => {
  const receiver = await startReceiver((_, number) => (number === 1 ? 503 : 204))
  const { rig } = await startDelivering()
  const json = { url: receiver.url, events: ["document.processed"], secret: SECRET }
  const { id } = (await rig.call("POST", "/api/v1/webhooks", { json })).json.data
  const first = await rig.call("POST", `/api/v1/webhooks/${id}/test`)
  const second = await rig.call("POST", `/api/v1/webhooks/${id}/test`)
  expect(first.json.message).toBe("Test event sent: failed (503)")
  expect(second.json.message).toBe("Test event sent: success (204)")
  const log = await rig.call("GET", `/api/v1/webhooks/${id}/deliveries`)
  expect(log.json.data).toMatchObject([
    { status: "success", responseStatus: 204, attempts: 1 },
    { status: "failed", responseStatus: 503, attempts: 1, nextAttemptAt: null },
  ])
})
