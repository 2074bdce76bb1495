import type { IncomingMessage, ServerResponse } from "node:http"
import { createServer } from "node:http"
import { expect, test } from "vitest"
import { createHealth } from "../../../src/relay/edge/health.ts"
import { listenOn } from "../../../src/relay/listen-on.ts"
import type { Store } from "../../../src/store/port.ts"
import { FakeClock } from "../../support/fake-clock.ts"
import { startTestRelay } from "../../support/test-relay.ts"

test("a relay that takes deliveries is alive and ready", async () => {
  await using relay = await startTestRelay()
  const [alive, ready] = await Promise.all(["/healthz", "/readyz"].map((path) => fetch(relay.url + path)))
  expect(await alive!.json()).toEqual({
    status: "ok",
    instance: relay.relay.instance,
    version: expect.any(String),
  })
  expect([ready!.status, await ready!.json()]).toEqual([200, { status: "ready" }])
})

test.each([
  ["does not answer", () => new Promise<null>(() => {})],
  ["fails", () => Promise.reject(new Error("disk"))],
])("a relay whose store %s is alive and not ready", async (_, meta) => {
  const clock = new FakeClock()
  await using health = await serve({ meta, clock })
  expect(await health.ask("/healthz")).toEqual([200, expect.objectContaining({ status: "ok" })])
  expect(await clock.runUntil(health.ask("/readyz"))).toEqual([503, { status: "store" }])
})

test("a relay that stops is alive to the end and not ready any more", async () => {
  await using health = await serve({ isStopping: () => true })
  expect(await health.ask("/healthz")).toEqual([200, expect.objectContaining({ status: "ok" })])
  expect(await health.ask("/readyz")).toEqual([503, { status: "stopping" }])
})

test("a relay whose disk is short of room is alive and not ready", async () => {
  await using health = await serve({ isShort: true })
  expect(await health.ask("/healthz")).toEqual([200, expect.objectContaining({ status: "ok" })])
  expect(await health.ask("/readyz")).toEqual([503, { status: "disk" }])
})

async function serve({
  meta = () => Promise.resolve(null),
  isStopping = () => false,
  isShort = false,
  clock = new FakeClock(),
}: {
  meta?: () => Promise<null>
  isStopping?: () => boolean
  isShort?: boolean
  clock?: FakeClock
}) {
  const store = { instance: "i", meta } as unknown as Store & { readonly instance: string }
  const health = createHealth({
    store,
    clock,
    isStopping,
    space: { isShort: () => Promise.resolve(isShort) },
  })
  const handle = (request: IncomingMessage, response: ServerResponse): void => void health(request, response)
  const server = createServer(handle)
  const port = await listenOn(server, 0, "127.0.0.1")
  return {
    async ask(path: string): Promise<readonly [number, unknown]> {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`)
      return [answer.status, await answer.json()]
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
