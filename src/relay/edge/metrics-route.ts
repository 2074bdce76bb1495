import type { IncomingMessage, ServerResponse } from "node:http"
import { replyPlainly } from "../ingest/reply.ts"
import { EXPOSITION_TYPE } from "./exposition.ts"
import type { Metrics } from "./metrics.ts"

/**
 * `/metrics`, for a key of the relay's first workspace and nobody else. No exception for this machine: behind a proxy
 * on the same machine the whole world comes from there.
 */
export function createMetricsRoute(options: {
  readonly metrics: Metrics
  readonly workspace: string
  readonly authenticate: (header: string | undefined) => Promise<{ readonly workspace: string } | null>
}) {
  const { metrics, workspace, authenticate } = options
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const caller = await authenticate(request.headers.authorization)
    if (caller?.workspace !== workspace) {
      return replyPlainly(response, 401, "whk: metrics need an API key", [["WWW-Authenticate", "Bearer"]])
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return replyPlainly(response, 405, "whk: metrics are read with GET", [["Allow", "GET, HEAD"]])
    }
    const body = Buffer.from(await metrics.text())
    response.writeHead(200, {
      "Content-Type": EXPOSITION_TYPE,
      "Content-Length": body.length,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    })
    response.end(body)
  }
}
