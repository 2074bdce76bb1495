import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { createServer as createTlsServer } from "node:https"
import type { Duplex } from "node:stream"
import type { Listening } from "./edge/own-hosts.ts"
import { systemClock } from "../domain/clock.ts"
import { BodyWatch } from "./body-watch.ts"
import { refuseUpgrade } from "./hub/tunnel-server.ts"
import { replyPlainly } from "./ingest/reply.ts"
import { listenOn } from "./listen-on.ts"

/** A certificate with its chain, and its key, both PEM. */
export interface TlsPair {
  readonly cert: Buffer
  readonly key: Buffer
}

export interface HttpPortsOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly tls?: TlsPair
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void
  /** `server` is the one it came to. */
  readonly onUpgrade: (server: Server, request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

/** Senders that hold a connection for nothing must not take the last file descriptor. */
const MOST_CONNECTIONS = 10_000

const LIMITS = {
  headersTimeout: 10_000,
  // The body is watched for progress instead.
  requestTimeout: 0,
  connectionsCheckingInterval: 2000,
  // What Node reads ahead of us from each connection; its own default has grown to four times that.
  highWaterMark: 16 * 1024,
}

/** Where a relay is reached over HTTP. */
export interface HttpPorts {
  readonly url: string
  readonly port: number
  /** Where commands on this machine reach it. */
  readonly localUrl: string
  /** Every place listened at. */
  readonly listening: readonly Listening[]
  /** New connections get this certificate; those that stand keep theirs. Throws when the two do not belong together. */
  useTls(tls: TlsPair): void
  /** Takes no new connections and closes idle ones. */
  stop(): void
  /** Ends every connection. */
  cut(): void
}

/**
 * Listens on the port asked for. Over TLS this machine's commands get a port of their own on loopback, without TLS:
 * the certificate is for the name that senders use. Throws PORT_IN_USE or USAGE.
 */
export async function openHttpPorts(options: HttpPortsOptions): Promise<HttpPorts> {
  const { host, tls } = options
  const secure =
    tls && createTlsServer({ ...LIMITS, handshakeTimeout: 10_000, ...tls, minVersion: "TLSv1.2" })
  const server = serve(secure ?? createServer(LIMITS), options)
  const port = await listenOn(server, options.port, host)
  const url = `${tls ? "https" : "http"}://${formatHost(host)}:${port}`
  const local = tls && serve(createServer(LIMITS), options)
  const localPort = local && (await listenOn(local, 0, "127.0.0.1"))
  const localUrl = localPort === undefined ? url : `http://127.0.0.1:${localPort}`
  const servers = local ? [server, local] : [server]
  return {
    url,
    port,
    localUrl,
    listening: [
      { host, port, secure: secure !== undefined },
      ...(localPort === undefined ? [] : [{ host: "127.0.0.1", port: localPort, secure: false }]),
    ],
    useTls(renewed) {
      secure?.setSecureContext({ ...renewed, minVersion: "TLSv1.2" })
    },
    stop() {
      for (const each of servers) {
        each.close()
        each.closeIdleConnections()
      }
    },
    cut() {
      for (const each of servers) each.closeAllConnections()
    },
  }
}

function serve(server: Server, { onRequest, onUpgrade }: HttpPortsOptions): Server {
  const bodies = new BodyWatch(systemClock)
  server.maxConnections = MOST_CONNECTIONS
  server.keepAliveTimeout = 65_000
  // The limit on their bytes is enough; Node would drop those beyond 2,000 without a word.
  server.maxHeadersCount = 0
  const take = (request: IncomingMessage, response: ServerResponse): void => {
    if (countHosts(request) > 1) {
      replyPlainly(response, 400, "", [["Connection", "close"]])
      return
    }
    bodies.add(request, response)
    onRequest(request, response)
  }
  return server
    .on("request", take)
    .on("checkContinue", take)
    .on("upgrade", (request, socket, head) => {
      if (countHosts(request) > 1) refuseUpgrade(socket, "400 Bad Request")
      else onUpgrade(server, request, socket, head)
    })
}

/** Node takes the first of several Host headers, a proxy in front perhaps the last. */
function countHosts({ rawHeaders }: IncomingMessage): number {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!
    if (name.length === 4 && name.toLowerCase() === "host") count += 1
  }
  return count
}

function formatHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost"
  return host.includes(":") ? `[${host}]` : host
}
