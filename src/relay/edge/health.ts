import type { IncomingMessage, ServerResponse } from "node:http"
import type { HealthJson } from "../../domain/api-types.ts"
import type { Clock } from "../../domain/clock.ts"
import type { Store } from "../../store/port.ts"
import { VERSION } from "../../version.ts"
import type { Space } from "../ingest/free-space.ts"

export interface HealthOptions {
  readonly store: Store & { readonly instance: string }
  readonly clock: Clock
  readonly isStopping: () => boolean
  readonly space: Pick<Space, "isShort">
}

/** A store that takes longer cannot take deliveries either. */
const STORE_ANSWERS_WITHIN_MS = 2000

/**
 * `/healthz`: the process lives, and which relay it is. `/readyz`: deliveries can be taken, 503 when not: while the
 * relay stops, when its store does not answer, or when its disk is short of room. Both keep answering to the end.
 */
export function createHealth({ store, clock, isStopping, space }: HealthOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === "/healthz") {
      const health: HealthJson = { status: "ok", instance: store.instance, version: VERSION }
      return reply(response, 200, health)
    }
    if (isStopping()) return reply(response, 503, { status: "stopping" })
    if (!(await answersInTime(store, clock))) return reply(response, 503, { status: "store" })
    const isShort = await space.isShort()
    reply(response, isShort ? 503 : 200, { status: isShort ? "disk" : "ready" })
  }
}

function answersInTime(store: Store, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const late = clock.startTimer(STORE_ANSWERS_WITHIN_MS, () => resolve(false))
    const settle = (isAnswering: boolean): void => {
      late.cancel()
      resolve(isAnswering)
    }
    store.meta("instance").then(
      () => settle(true),
      () => settle(false),
    )
  })
}

function reply(response: ServerResponse, status: number, json: unknown): void {
  const body = Buffer.from(JSON.stringify(json))
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": body.length,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    // A connection kept open would keep a relay that stops from ending.
    ...(status === 503 && { Connection: "close" }),
  })
  response.end(body)
}
