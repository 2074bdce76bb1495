import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import { type WebSocket, WebSocketServer } from "ws"
import type { Clock } from "../../domain/clock.ts"
import { WhkError } from "../../errors.ts"
import { decodeFrame, encodeFrame } from "../../tunnel/codec.ts"
import { type GoAway, type Hello, MAX_FRAME_BYTES, SUBPROTOCOL } from "../../tunnel/frames.ts"
import { Admission } from "./admission.ts"
import { EarlyMessages } from "./early-messages.ts"
import type { Hub } from "./hub.ts"

/** A connection that has not said HELLO by then is closed. */
const HELLO_WITHIN_MS = 5000
const CLOSE_WITHIN_MS = 1000

/** What a listener asked for that it cannot have, however often it asks. */
const FINAL: ReadonlySet<string> = new Set(["PROVIDER_UNKNOWN", "NOT_FOUND"])
// Whoever does not answer a close is cut off: a broken listener would hold its connection for half a minute. Spread,
// because the types of ws do not know it yet.
const CLOSE_LIMIT = { closeTimeout: CLOSE_WITHIN_MS }

export interface TunnelServerOptions {
  readonly hub: Hub
  readonly clock: Clock
  /** The workspace of a request's API key, or null when the key is missing or wrong. */
  authenticate(authorization: string | undefined): Promise<{ readonly workspace: string } | null>
  /** Counts a wrong key; whole seconds to wait when there were too many from where it came, else null. */
  readonly wrongKey?: (request: IncomingMessage) => number | null
  /** Told of a listener without a key that opens anything. */
  readonly onRefused?: (request: IncomingMessage, reason: "key" | "too-many", status: 401 | 429) => void
}

/** Accepts listeners: `GET /v1/tunnel`, upgraded, with an API key and HELLO as the first frame. */
export class TunnelServer {
  readonly #options: TunnelServerOptions
  readonly #admission: Admission
  readonly #sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    ...CLOSE_LIMIT,
    maxPayload: MAX_FRAME_BYTES,
    // A listener sends each frame whole; only something between may cut it, and not into crumbs.
    maxFragments: 64,
    maxBufferedChunks: 4096,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  })

  constructor(options: TunnelServerOptions) {
    this.#options = options
    this.#admission = new Admission(options.clock)
  }

  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on("error", () => socket.destroy())
    const access = await this.#options.authenticate(request.headers.authorization)
    if (!access) return this.#refuseKey(request, socket)
    if (!request.headers["sec-websocket-protocol"]?.includes(SUBPROTOCOL)) {
      return refuseUpgrade(socket, "426 Upgrade Required")
    }
    const comeBackInSeconds = this.#admission.admit()
    if (comeBackInSeconds > 0) {
      return refuseUpgrade(socket, "503 Service Unavailable", `Retry-After: ${comeBackInSeconds}\r\n`)
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
      this.#awaitHello(webSocket, socket, access.workspace),
    )
  }

  /** Ends every connection once what was said on it has left; one that does not answer in time is cut. */
  async close(): Promise<void> {
    const sockets = [...this.#sockets.clients]
    const closed = sockets.map((socket) => new Promise((resolve) => socket.once("close", resolve)))
    for (const socket of sockets) socket.close(1001)
    const late = this.#options.clock.startTimer(CLOSE_WITHIN_MS, () => {
      for (const socket of sockets) socket.terminate()
    })
    await Promise.all(closed)
    late.cancel()
    this.#sockets.close()
  }

  #refuseKey(request: IncomingMessage, socket: Duplex): void {
    const { wrongKey, onRefused } = this.#options
    const waitSeconds = request.headers.authorization === undefined ? null : (wrongKey?.(request) ?? null)
    if (waitSeconds === null) {
      onRefused?.(request, "key", 401)
      return refuseUpgrade(socket, "401 Unauthorized")
    }
    onRefused?.(request, "too-many", 429)
    refuseUpgrade(socket, "429 Too Many Requests", `Retry-After: ${waitSeconds}\r\n`)
  }

  #awaitHello(socket: WebSocket, connection: Duplex, workspace: string): void {
    const end = (message: string): void => {
      socket.removeAllListeners("message")
      const info: GoAway = { reason: "protocol", message }
      socket.send(encodeFrame({ type: "goaway", info }))
      socket.close(1002)
    }
    socket.on("error", () => socket.terminate())
    const timer = this.#options.clock.startTimer(HELLO_WITHIN_MS, () => end("no HELLO came"))
    socket.once("message", (message, isBinary) => {
      timer.cancel()
      const hello = isBinary ? readHello(message as Buffer) : undefined
      if (!hello) return end("the first frame was not HELLO")
      const early = new EarlyMessages(socket)
      this.#options.hub.attach({ socket, connection }, workspace, hello).then(
        () => early.handOver(),
        (error: unknown) => {
          early.handOver()
          // What the listener asked for cannot be had; anything else is the relay's trouble and may pass.
          if (error instanceof WhkError && FINAL.has(error.code)) end(error.message)
          else socket.close(1011)
        },
      )
    })
  }
}

function readHello(message: Buffer): Hello | undefined {
  try {
    const frame = decodeFrame(message)
    return frame?.type === "hello" ? frame.info : undefined
  } catch {
    return undefined
  }
}

/** Answers an upgrade that is not accepted and closes the connection; `headers` is whole lines. */
export function refuseUpgrade(socket: Duplex, status: string, headers = ""): void {
  socket.end(`HTTP/1.1 ${status}\r\n${headers}Connection: close\r\nContent-Length: 0\r\n\r\n`)
}
