import type { IncomingMessage, ServerResponse } from "node:http"
import type { Observe, RefusalReason, RouteClass } from "./events.ts"

interface Noted {
  refused?: RefusalReason
  client?: string
  delivery?: string
}

/** What is learned of a request while it is handled, told as one event when its answer is over. */
export interface RequestNotes {
  begin(request: IncomingMessage, response: ServerResponse, route: RouteClass): void
  refused(response: ServerResponse, reason: RefusalReason, client?: string | null): void
  /** The request became this delivery. */
  taken(response: ServerResponse, delivery: string): void
  upgradeRefused(request: IncomingMessage, reason: RefusalReason, status: number): void
}

export function createRequestNotes(observe: Observe): RequestNotes {
  const noted = new WeakMap<ServerResponse, Noted>()

  function note(response: ServerResponse, more: Noted): void {
    const before = noted.get(response)
    if (before) Object.assign(before, more)
  }

  return {
    begin(request, response, route) {
      const startedAt = performance.now()
      const notes: Noted = {}
      noted.set(response, notes)
      response.once("close", () =>
        observe({
          type: "request",
          method: request.method ?? "",
          route,
          ...(route === "ingest" && { inbox: shortToken(request.url ?? "") }),
          ...notes,
          status: response.headersSent ? response.statusCode : null,
          ...declaredBytes(request),
          elapsedMs: Math.round(performance.now() - startedAt),
        }),
      )
    },
    refused: (response, refused, client) =>
      note(response, { refused, ...(client !== undefined && { client: client ?? "unknown" }) }),
    taken: (response, delivery) => note(response, { delivery }),
    upgradeRefused: (request, refused, status) =>
      observe({
        type: "request",
        method: request.method ?? "",
        route: "tunnel",
        status,
        refused,
        elapsedMs: 0,
      }),
  }
}

/** `/in/abcdefgh…` as `abcd…`: whoever reads a log must not be able to send. */
function shortToken(target: string): string {
  return `${target.slice("/in/".length, "/in/".length + 4)}…`
}

function declaredBytes({ headers }: IncomingMessage): { readonly bytes?: number } {
  const bytes = Number(headers["content-length"])
  return headers["content-length"] !== undefined && Number.isSafeInteger(bytes) ? { bytes } : {}
}
