import type { Clock } from "../domain/clock.ts"
import { headersToFlat } from "../domain/headers.ts"
import { formatTarget, type Target } from "../domain/target.ts"
import type { RequestInfo } from "../tunnel/frames.ts"
import { appHeaders, type HeaderRules } from "./app-headers.ts"
import { createAppPools, type TargetTls } from "./app-pools.ts"
import { type AnswerSink, type AppBody, AppRequest } from "./app-request.ts"
import { appTarget } from "./target-path.ts"

/** One request on its way to the app. */
export interface Forwarding {
  /** Takes up an answer whose data the sink stopped. */
  resume(): void
  /** Drops the request; the sink hears nothing more. The reason is for people. */
  abort(reason?: string): void
}

/** Makes attempts: sends deliveries to one place that was fixed at the start. */
export interface Forwarder {
  /** Where it sends to, for people. */
  readonly target: string
  /** Sends one delivery; the sink may be called before this returns. */
  forward(request: RequestInfo, body: AppBody, sink: AnswerSink): Forwarding
  /** Drops all connections, those in use as well. */
  close(): Promise<void>
}

export interface ForwarderOptions {
  readonly target: Target
  /** The path the app sees whatever the sender asked for (`--path`). */
  readonly path?: string
  readonly headers: HeaderRules
  /** How long the app may take to begin its answer, in milliseconds. */
  readonly timeoutMs: number
  readonly tls?: TargetTls
  readonly http2?: boolean
  readonly clock: Clock
}

/** Forwards over HTTP/1.1, or HTTP/2 where that is wanted. Throws TARGET_INVALID or HEADER_INVALID for options that cannot be. */
export function createForwarder(options: ForwarderOptions): Forwarder {
  const { target, timeoutMs, tls, http2, clock } = options
  const { pool, freshPool } = createAppPools(target, { timeoutMs, tls, http2 })
  const headersOf = appHeaders(options.headers)
  const rule = { base: target.path, ...(options.path !== undefined && { fixed: options.path }) }
  const where = target.socketPath ?? `${target.host}:${target.port}`
  return {
    target: formatTarget({ ...target, path: options.path ?? target.path }),
    forward(request, body, sink) {
      const path = appTarget(rule, request.target)
      if (path === undefined || !isForwardable(request.method)) return refuse(sink)
      const headers = headersToFlat(headersOf(request))
      // A streamed body is sent with the length the sender gave it, never chunked.
      if (!(body instanceof Uint8Array)) headers.push("content-length", String(request.bodyBytes))
      const message = { method: request.method, path, headers, body }
      return new AppRequest({ message, sink, pool, freshPool, where, timeoutMs, clock })
    },
    async close() {
      await Promise.all([pool.destroy(), freshPool.destroy()])
    },
  }
}

/** CONNECT names a host instead of a path; anything but a token cannot stand in a request line. */
function isForwardable(method: string): boolean {
  return method !== "CONNECT" && /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(method)
}

function refuse(sink: AnswerSink): Forwarding {
  const body = Buffer.from("whk: only a path can be forwarded\n")
  sink.onHead(400, [
    ["Content-Type", "text/plain; charset=utf-8"],
    ["Content-Length", String(body.length)],
  ])
  sink.onData(body)
  sink.onEnd()
  return { resume() {}, abort() {} }
}
