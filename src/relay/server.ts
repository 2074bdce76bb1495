import type { IncomingMessage, Server, ServerResponse } from "node:http"
import type { Duplex } from "node:stream"
import type { HealthJson } from "../domain/api-types.ts"
import type { Clock } from "../domain/clock.ts"
import { createSender, type SendRequest } from "../sender/send.ts"
import { openSqliteStore, type SqliteStore } from "../store/sqlite/open.ts"
import { VERSION } from "../version.ts"
import { type Access, type Caller, createAccess } from "./access/access.ts"
import { Answering } from "./answering.ts"
import { createApi } from "./api/api.ts"
import { createServices } from "./api/services.ts"
import { ainexlayerMount } from "./dialects/ainexlayer.ts"
import { axeleredMount } from "./dialects/axelered.ts"
import { createDispatcher } from "./dispatcher/dispatcher.ts"
import { openHttpPorts } from "./http-ports.ts"
import { Hub } from "./hub/hub.ts"
import { refuseUpgrade, TunnelServer } from "./hub/tunnel-server.ts"
import { Budget } from "./ingest/budget.ts"
import { FreeSpace } from "./ingest/free-space.ts"
import { createIngest, isIngestTarget } from "./ingest/ingest.ts"
import { handBack } from "./ingest/hand-back.ts"
import { replyPlainly } from "./ingest/reply.ts"

export interface RelayOptions {
  readonly dataFolder: string
  readonly host: string
  /** 0 takes a free port. */
  readonly port: number
  /** The address senders use when it is not the one listened on (a tunnel or a proxy stands in front). */
  readonly publicUrl?: string
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer }
  readonly clock: Clock
  readonly maxBodyBytes: number
  /** Ingest answers 503 while less is free where the data is: 256 MiB or 2 % of it, unless told otherwise. */
  readonly minFreeBytes?: number
  /** How many times faster than real time schedules run. */
  readonly timeScale: number
  /** Whether endpoints may point to this machine and private networks. */
  readonly allowPrivateTargets: boolean
  /** Called when the store failed for good: the process has to end. */
  readonly onFailure?: (error: unknown) => void
  /** Told of an error of the relay's own; whoever asked got a 500 without its text. */
  readonly onBug?: (error: unknown) => void
}

/** A relay that listens. */
export interface Relay {
  readonly url: string
  /** Where commands on this machine reach it. */
  readonly localUrl: string
  readonly publicUrl: string
  readonly port: number
  readonly instance: string
  readonly workspace: { readonly id: string; readonly name: string }
  readonly access: Access
  /** Stops taking requests, tells listeners when to come back, lets work in flight finish up to the grace. */
  close(graceMs: number): Promise<void>
}

/** Body bytes the relay holds in memory at most, over all senders. */
const IN_FLIGHT_BYTES = 64 * 1024 * 1024
const COME_BACK_AFTER_MS = 200
const VISIT_TIMEOUT_MS = 10_000
/** How long answers may still leave after the grace: who waited for the app until then is told that it is queued. */
const LAST_ANSWERS_MS = 1000

/** Opens the store, starts every room of the relay and listens. Throws DATA_FOLDER_LOCKED, PORT_IN_USE or USAGE. */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const store = await openSqliteStore({
    folder: options.dataFolder,
    ...(options.onFailure && { onFailure: options.onFailure }),
  })
  try {
    return await startOnStore(store, options)
  } catch (error) {
    await store.close()
    throw error
  }
}

async function startOnStore(store: SqliteStore, options: RelayOptions): Promise<Relay> {
  const { clock } = options
  let publicUrl = options.publicUrl ?? ""
  const access = createAccess({ store, clock })
  const { workspace } = await access.bootstrap()
  const hub = new Hub({
    store,
    clock,
    timeScale: options.timeScale,
    publicUrl: () => publicUrl,
    inspectorUrl: () => null,
  })
  const sender = createSender({ policy: { allowPrivate: options.allowPrivateTargets } })
  // What a stranger's request makes the relay visit never leads into a private network.
  const visits = createSender({ policy: { allowPrivate: false } })
  const dispatcher = createDispatcher({ store, clock, sender, timeScale: options.timeScale })
  const services = createServices({
    store,
    clock,
    dispatcher,
    listeners: hub,
    allowPrivateTargets: options.allowPrivateTargets,
    maxBodyBytes: options.maxBodyBytes,
  })
  const authenticate = (header: string | undefined): Promise<Caller | null> => access.authenticate(header)
  const api = createApi({
    store,
    clock,
    access,
    services,
    dialects: [axeleredMount({ ...services, authenticate }), ainexlayerMount({ ...services, authenticate })],
    onBug: options.onBug ?? (() => {}),
  })
  const ingest = createIngest({
    store,
    clock,
    hub,
    maxBodyBytes: options.maxBodyBytes,
    budget: new Budget(IN_FLIGHT_BYTES),
    space: new FreeSpace({
      folder: options.dataFolder,
      clock,
      ...(options.minFreeBytes !== undefined && { minFreeBytes: options.minFreeBytes }),
    }),
    visit: (url) => void visit(url),
  })
  const tunnels = new TunnelServer({ hub, clock, authenticate })
  const answering = new Answering()
  let stopping = false

  /** What the network or the provider makes of it is an outcome, and nobody here acts on it; an error is a bug. */
  async function visit(url: string): Promise<void> {
    try {
      await visits.send(visitTo(url))
    } catch (error) {
      options.onBug?.(error)
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? ""
    // Absolute-form and `*` have no business here; nothing of ours may be reached by rewriting them.
    if (!target.startsWith("/")) return replyPlainly(response, 400, "whk: the request target must be a path")
    if (stopping) {
      return replyPlainly(response, 503, "whk: stopping", [
        ["Retry-After", "5"],
        ["Connection", "close"],
      ])
    }
    if (isIngestTarget(target)) return ingest(request, response)
    if (target === "/healthz" || target === "/readyz") return replyHealth(response)
    return api.handle(request, response)
  }

  function replyHealth(response: ServerResponse): void {
    const health: HealthJson = { status: "ok", instance: store.instance, version: VERSION }
    const body = Buffer.from(JSON.stringify(health))
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length })
    response.end(body)
  }

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    answering.add(response)
    handle(request, response).catch(() =>
      replyPlainly(response, 503, "whk: could not be handled", [["Retry-After", "5"]]),
    )
  }

  function onUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Node takes its own listener off before an upgrade; a reset would otherwise end the process.
    socket.on("error", () => socket.destroy())
    const target = request.url ?? ""
    const isWebSocket = request.headers.upgrade?.toLowerCase() === "websocket"
    if (isWebSocket && /^\/v1\/tunnel(\?|$)/.test(target)) {
      if (stopping) return refuseUpgrade(socket, "503 Service Unavailable")
      tunnels.upgrade(request, socket, head).catch(() => socket.destroy())
    } else if (isWebSocket) {
      refuseUpgrade(socket, isIngestTarget(target) ? "501 Not Implemented" : "404 Not Found")
    } else {
      handBack(server, request, socket, head)
    }
  }

  const ports = await openHttpPorts({ ...options, onRequest, onUpgrade })
  const { url, localUrl, port } = ports
  publicUrl ||= url
  dispatcher.start()

  return {
    url,
    localUrl,
    publicUrl,
    port,
    instance: store.instance,
    workspace,
    access,
    async close(graceMs) {
      stopping = true
      ports.stop()
      await Promise.all([
        hub.close(graceMs, COME_BACK_AFTER_MS),
        dispatcher.stop(graceMs),
        answering.finished(graceMs + LAST_ANSWERS_MS, clock),
      ])
      await tunnels.close()
      ports.cut()
      await Promise.all([sender.close(), visits.close()])
      await store.close()
    },
  }
}

/** One GET of an address that a provider's handshake named. */
function visitTo(url: string): SendRequest {
  return { url, method: "GET", headers: [], body: new Uint8Array(), timeoutMs: VISIT_TIMEOUT_MS }
}
