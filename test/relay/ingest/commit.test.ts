import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "vitest"
import { systemClock } from "../../../src/domain/clock.ts"
import { WhkError } from "../../../src/errors.ts"
import { Hub } from "../../../src/relay/hub/hub.ts"
import { TunnelServer } from "../../../src/relay/hub/tunnel-server.ts"
import { Budget } from "../../../src/relay/ingest/budget.ts"
import { createIngest } from "../../../src/relay/ingest/ingest.ts"
import type { Store } from "../../../src/store/port.ts"
import { openSqliteStore } from "../../../src/store/sqlite/open.ts"
import { connectListener } from "../../support/fake-listener.ts"
import { temporaryFolder } from "../../support/run-whk.ts"

/** Ingest and tunnel over a real store whose commits of deliveries the test holds in its hand. */
async function startWithCommit(
  commit: (insert: () => Promise<void>) => Promise<void>,
  budgetBytes = 1_000_000,
) {
  const folder = await temporaryFolder()
  const real = await openSqliteStore({ folder: folder.path })
  const insertDelivery: Store["insertDelivery"] = (delivery) => commit(() => real.insertDelivery(delivery))
  const store: Store = Object.assign(Object.create(real) as Store, { insertDelivery })
  const workspace = { id: "ws", name: "default", createdAt: 0 }
  await real.insertWorkspace(workspace)
  let url = ""
  const hub = new Hub({
    store,
    clock: systemClock,
    timeScale: 1,
    publicUrl: () => url,
    inspectorUrl: () => null,
  })
  const ingest = createIngest({
    visit: () => {},
    store,
    clock: systemClock,
    hub,
    maxBodyBytes: 10_000_000,
    budget: new Budget(budgetBytes),
    space: { isShort: () => Promise.resolve(false), lookAgain() {} },
  })
  const tunnels = new TunnelServer({
    hub,
    clock: systemClock,
    authenticate: async () => ({ workspace: "ws" }),
  })
  const server = createServer((request, response) => void ingest(request, response))
  server.on("upgrade", (request, socket, head) => void tunnels.upgrade(request, socket, head))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    key: "any",
    store: real,
    async [Symbol.asyncDispose]() {
      await tunnels.close()
      server.closeAllConnections()
      server.close()
      await real.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

test("the sender hears nothing before the commit, even when the app has answered", async () => {
  let commit = (): void => {}
  const committed = new Promise<void>((resolve) => (commit = resolve))
  await using relay = await startWithCommit(async (insert) => {
    await committed
    await insert()
  })
  const listener = await connectListener(relay)
  let hasAnswer = false
  const sending = fetch((await listener.frame("welcome")).info.inbox.url, { method: "POST", body: "x" }).then(
    (response) => {
      hasAnswer = true
      return response.status
    },
  )
  listener.answer(await listener.frame("request"))
  listener.send({ type: "ping" })
  await listener.frame("pong")
  // A whole exchange later the answer would be here, had it been sent.
  await fetch(`${relay.url}/in/AAAAAAAAAAAAAAAAAAAAAAAA`)
  expect(hasAnswer).toBe(false)
  commit()
  expect(await sending).toBe(200)
})

test("a commit that fails is 503 for the sender and CANCEL for the app, and nothing is stored", async () => {
  await using relay = await startWithCommit(() =>
    Promise.reject(new WhkError("STORE_FAILED", "The disk is full.")),
  )
  const listener = await connectListener(relay)
  const response = await fetch((await listener.frame("welcome")).info.inbox.url, {
    method: "POST",
    body: "x",
  })
  expect(response.status).toBe(503)
  expect(response.headers.get("retry-after")).not.toBeNull()
  await listener.frame("cancel")
  const { items } = await relay.store.listDeliveries("ws", {}, { limit: 10 })
  expect(items).toEqual([])
})

test("a commit that fails while nobody listens is 503 as well", async () => {
  let isBroken = false
  await using relay = await startWithCommit((insert) =>
    isBroken ? Promise.reject(new WhkError("STORE_FAILED", "The disk is full.")) : insert(),
  )
  const listener = await connectListener(relay)
  const { url } = (await listener.frame("welcome")).info.inbox
  listener.destroy()
  await listener.closed
  isBroken = true
  expect((await fetch(url, { method: "POST", body: "x" })).status).toBe(503)
})

test("beyond the budget of bytes in flight a sender is told to come back", async () => {
  await using relay = await startWithCommit((insert) => insert(), 10)
  const listener = await connectListener(relay)
  const { url } = (await listener.frame("welcome")).info.inbox
  const response = await fetch(url, { method: "POST", body: "more than ten bytes" })
  expect([response.status, response.headers.has("retry-after")]).toEqual([503, true])
})

test("a large body of which a chunk cannot be stored is refused with 503, not with a reset", async () => {
  await using relay = await startWithCommit((insert) => insert())
  const listener = await connectListener(relay)
  const { url } = (await listener.frame("welcome")).info.inbox
  const { store } = relay
  const append = store.appendChunk.bind(store)
  store.appendChunk = (id, index, body) =>
    index < 2 ? append(id, index, body) : Promise.reject(new WhkError("STORE_FAILED", "full"))
  const response = await fetch(url, { method: "POST", body: Buffer.alloc(2_000_000) })
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"])
})
