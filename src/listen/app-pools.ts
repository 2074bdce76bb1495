import { buildConnector, type Dispatcher, Pool } from "undici"
import type { Target } from "../domain/target.ts"
import { WhkError } from "../errors.ts"

/** How an https app is trusted; PEM contents, not file names. */
export interface TargetTls {
  /** Accept any certificate. */
  readonly insecure?: boolean
  /** Certificate authorities to trust instead of the usual ones. */
  readonly cacert?: string | Buffer
  readonly clientCert?: string | Buffer
  readonly clientKey?: string | Buffer
}

// A server that closes an idle connection just as we write to it makes a delivery fail that it never read. Servers
// that say how long they wait are believed, less a second; the others keep idle connections far longer than this.
// undici also looks for a close that has already come before it writes to a connection that was idle.
const IDLE_CONNECTION_MS = 1000
const LONGEST_IDLE_CONNECTION_MS = 4000

/** Connections to one host and port that never change: kept for the next request, or one for each. */
export interface AppPools {
  readonly pool: Dispatcher
  readonly freshPool: Dispatcher
}

export interface AppPoolOptions {
  readonly timeoutMs: number
  readonly tls?: TargetTls | undefined
  /** Offer HTTP/2 to an https target, which may still choose HTTP/1.1. */
  readonly http2?: boolean | undefined
}

/** Throws TARGET_INVALID for a host that no URL can hold. */
export function createAppPools(
  target: Target,
  { timeoutMs, tls = {}, http2 = false }: AppPoolOptions,
): AppPools {
  const origin = `${target.protocol}//${target.host}:${target.port}`
  if (!URL.canParse(origin)) throw new WhkError("TARGET_INVALID", `"${target.host}" is not a host.`)
  const connector = buildConnector({
    timeout: timeoutMs,
    allowH2: http2,
    rejectUnauthorized: tls.insecure !== true,
    ...(target.socketPath !== undefined && { socketPath: target.socketPath }),
    ...(tls.cacert !== undefined && { ca: tls.cacert }),
    ...(tls.clientCert !== undefined && { cert: tls.clientCert }),
    ...(tls.clientKey !== undefined && { key: tls.clientKey }),
  })
  const common: Pool.Options = {
    // The name to verify is the target's, whatever Host header a sender wrote.
    connect: ({ hostname, host = hostname, protocol, port }, callback) =>
      connector({ hostname, host, protocol, port }, callback),
    // AppRequest watches the time itself: undici's timers are a second coarse.
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: http2,
  }
  return {
    // As many connections as there are requests under way: a slow handler must not delay a quick one.
    pool: new Pool(origin, {
      ...common,
      keepAliveTimeout: IDLE_CONNECTION_MS,
      keepAliveMaxTimeout: LONGEST_IDLE_CONNECTION_MS,
      keepAliveTimeoutThreshold: 1000,
    }),
    freshPool: new Pool(origin, { ...common, pipelining: 0 }),
  }
}
