import { once } from "node:events"
import { createServer, type IncomingMessage } from "node:http"
import type { Socket } from "node:net"
import type { Duplex } from "node:stream"
import { expect, test } from "vitest"
import { systemClock } from "../../../src/domain/clock.ts"
import { Hub } from "../../../src/relay/hub/hub.ts"
import { TunnelServer } from "../../../src/relay/hub/tunnel-server.ts"
import { listenOn } from "../../../src/relay/listen-on.ts"
import type { Store } from "../../../src/store/port.ts"
import { openSqliteStore } from "../../../src/store/sqlite/open.ts"
import { connectListener } from "../../support/fake-listener.ts"
import { temporaryFolder } from "../../support/run-whk.ts"
import { roundTrip } from "./inbox-rig.ts"

/** A hub and its tunnels over a real store whose last look-up of an attaching listener the test can hold. */
async function startHolding() {
  const folder = await temporaryFolder()
  const real = await openSqliteStore({ folder: folder.path })
  await real.insertWorkspace({ id: "ws", name: "default", createdAt: 0 })
  const held = { until: Promise.resolve(), reached: (): void => {} }
  const countPending: Store["countPending"] = async (inbox) => {
    held.reached()
    await held.until
    return await real.countPending(inbox)
  }
  const store: Store = Object.assign(Object.create(real) as Store, { countPending })
  const changes: string[] = []
  const hub = new Hub({
    store,
    clock: systemClock,
    timeScale: 1,
    publicUrl: () => "http://relay.test",
    inspectorUrl: () => null,
    onSession: (change) => changes.push(change),
  })
  const attached: Promise<void>[] = []
  const attach = hub.attach.bind(hub)
  hub.attach = (...listener) => attached[attached.push(attach(...listener)) - 1]!
  const authenticate = () => Promise.resolve({ workspace: "ws" })
  const tunnels = new TunnelServer({ hub, clock: systemClock, authenticate })
  const connections: Socket[] = []
  const server = createServer().on("connection", (socket) => connections.push(socket))
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    void tunnels.upgrade(request, socket, head)
  })
  const port = await listenOn(server, 0, "127.0.0.1")
  return {
    url: `http://127.0.0.1:${port}`,
    key: "any",
    hub,
    changes,
    connections,
    attached,
    /** From now on look-ups wait; `reached` resolves when one does. */
    hold() {
      let release = (): void => {}
      held.until = new Promise((resolve) => (release = resolve))
      const reached = new Promise<void>((resolve) => (held.reached = resolve))
      return { reached, release }
    },
    async [Symbol.asyncDispose]() {
      await tunnels.close()
      server.close()
      await real.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

test.each(["without a word", "in order"])(
  "a listener that leaves %s while its inbox is looked up takes nobody's place",
  async (how) => {
    await using relay = await startHolding()
    const living = await connectListener(relay)
    const { reached, release } = relay.hold()
    const leaving = connectListener(relay, {}, (socket) => {
      void reached.then(() => (how === "in order" ? socket.close() : socket.terminate()))
    })
    await reached
    await Promise.all([once(relay.connections.at(-1)!, "close"), leaving.catch(() => {})])
    release()
    await relay.attached.at(-1)
    await roundTrip(living)
    expect(living.frames.map(({ type }) => type)).toEqual(["welcome", "pong"])
    expect([relay.hub.sessions, relay.changes]).toEqual([1, ["opened"]])
  },
)

test("what a listener sends while its inbox is looked up is heard once it is welcomed", async () => {
  await using relay = await startHolding()
  const { reached, release } = relay.hold()
  const connecting = connectListener(relay, {}, (_, send) => {
    for (let ping = 0; ping < 40; ping += 1) send({ type: "ping" })
  })
  await reached
  release()
  const listener = await connecting
  await listener.frame("pong", 39)
  await roundTrip(listener)
  expect(listener.frames.filter(({ type }) => type === "pong")).toHaveLength(41)
})
