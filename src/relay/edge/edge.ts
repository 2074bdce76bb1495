import type { IncomingMessage, Server, ServerResponse } from "node:http"
import type { Duplex } from "node:stream"
import { refuseUpgrade } from "../hub/tunnel-server.ts"
import { handBack } from "../ingest/hand-back.ts"
import { isIngestTarget } from "../ingest/ingest.ts"
import { replyPlainly } from "../ingest/reply.ts"
import { isInspectorTarget } from "../inspector/inspector.ts"
import { type NotAdmitted, STATUS_OF_REFUSAL } from "./admission.ts"
import type { RefusalReason, RouteClass } from "./events.ts"
import type { RequestNotes } from "./request-notes.ts"

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export interface EdgeOptions {
  /** Asked about everything but deliveries. */
  readonly admit: (request: IncomingMessage) => NotAdmitted | undefined
  readonly isStopping: () => boolean
  readonly notes: RequestNotes
  readonly routes: Readonly<Record<Exclude<RouteClass, "tunnel">, Handler>>
  /** Takes a listener's WebSocket. */
  readonly openTunnel: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>
  /** Told of an error of the relay's own; whoever asked is told nothing of it. */
  readonly onBug: (error: unknown) => void
}

const UPGRADE_REFUSALS = {
  403: "403 Forbidden",
  404: "404 Not Found",
  421: "421 Misdirected Request",
  501: "501 Not Implemented",
  503: "503 Service Unavailable",
} as const

/** The relay's HTTP edge: every request and every upgrade comes in here, is let in or not, and finds its room. */
export function createEdge({ admit, isStopping, notes, routes, openTunnel, onBug }: EdgeOptions) {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? ""
    const route = routeOf(target)
    notes.begin(request, response, route)
    // Absolute-form and `*` have no business here; nothing of ours may be reached by rewriting them.
    if (!target.startsWith("/")) {
      notes.refused(response, "target")
      return replyPlainly(response, 400, "whk: the request target must be a path")
    }
    const refusal = route === "ingest" ? undefined : admit(request)
    if (refusal) {
      notes.refused(response, refusal)
      return replyPlainly(response, STATUS_OF_REFUSAL[refusal], "", [["Connection", "close"]])
    }
    if (isStopping() && route !== "health") {
      notes.refused(response, "stopping")
      return replyPlainly(response, 503, "whk: stopping", [
        ["Retry-After", "5"],
        ["Connection", "close"],
      ])
    }
    return routes[route](request, response)
  }

  return {
    onRequest(request: IncomingMessage, response: ServerResponse): void {
      handle(request, response).catch((error: unknown) => {
        onBug(error)
        replyPlainly(response, 503, "whk: could not be handled", [["Retry-After", "5"]])
      })
    },

    onUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
      // Node takes its own listener off before an upgrade; a reset would otherwise end the process.
      socket.on("error", () => socket.destroy())
      const target = request.url ?? ""
      const isWebSocket = request.headers.upgrade?.toLowerCase() === "websocket"
      if (!isWebSocket) return handBack(server, request, socket, head)
      const refuse = (reason: RefusalReason, status: keyof typeof UPGRADE_REFUSALS): void => {
        notes.upgradeRefused(request, reason, status)
        refuseUpgrade(socket, UPGRADE_REFUSALS[status])
      }
      if (isIngestTarget(target)) return refuse("target", 501)
      const refusal = admit(request)
      if (refusal) return refuse(refusal, STATUS_OF_REFUSAL[refusal])
      if (!/^\/v1\/tunnel(\?|$)/.test(target)) return refuse("target", 404)
      if (isStopping()) return refuse("stopping", 503)
      openTunnel(request, socket, head).catch((error: unknown) => {
        onBug(error)
        socket.destroy()
      })
    },
  }
}

function routeOf(target: string): Exclude<RouteClass, "tunnel"> {
  if (isIngestTarget(target)) return "ingest"
  if (target === "/healthz" || target === "/readyz") return "health"
  if (isInspectorTarget(target)) return "inspector"
  return target === "/metrics" ? "metrics" : "api"
}
