import type { IncomingMessage, ServerResponse } from "node:http"
import type { HealthJson } from "../../domain/api-types.ts"
import type { Store } from "../../store/port.ts"
import { VERSION } from "../../version.ts"

export interface HealthOptions {
  readonly store: Store & { readonly instance: string }
  readonly isStopping: () => boolean
}

/** A store that takes longer cannot take deliveries either. */
const STORE_ANSWERS_WITHIN_MS = 2000

/**
 * `/healthz`: the process lives, and which relay it is. `/readyz`: deliveries can be taken, 503 when not: while the
 * relay stops, or when its store does not answer. Both keep answering to the end.
 */
export function createHealth({ store, isStopping }: HealthOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === "/healthz") {
      const health: HealthJson = { status: "ok", instance: store.instance, version: VERSION }
      return reply(response, 200, health)
    }
    if (isStopping()) return reply(response, 503, { status: "stopping" })
    const isAnswering = await answersInTime(store)
    reply(response, isAnswering ? 200 : 503, { status: isAnswering ? "ready" : "store" })
  }
}

async function answersInTime(store: Store): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), STORE_ANSWERS_WITHIN_MS)
  })
  try {
    return await Promise.race([
      store.meta("instance").then(
        () => true,
        () => false,
      ),
      late,
    ])
  } finally {
    clearTimeout(timer)
  }
}

function reply(response: ServerResponse, status: number, json: unknown): void {
  const body = Buffer.from(JSON.stringify(json))
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": body.length,
    "Cache-Control": "no-store",
    // A connection kept open would keep a relay that stops from ending.
    ...(status === 503 && { Connection: "close" }),
  })
  response.end(body)
}
