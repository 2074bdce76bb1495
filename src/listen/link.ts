import { WebSocket } from "ws"
import type { Clock } from "../domain/clock.ts"
import { networkReason } from "../domain/network-failure.ts"
import { WhkError } from "../errors.ts"
import { decodeFrame, encodeFrame } from "../tunnel/codec.ts"
import { corkPerTurn } from "../tunnel/cork.ts"
import { type Frame, MAX_FRAME_BYTES, SUBPROTOCOL } from "../tunnel/frames.ts"
import { Heartbeat } from "../tunnel/heartbeat.ts"

const HANDSHAKE_TIMEOUT_MS = 10_000
const CLOSING_MS = 1000

/** A laptop that wakes up should be back before its owner looks. */
const LOOK_EVERY_MS = 2000

/** How a link came to its end; `refused` and `unreachable` mean that it never was one. */
export type LinkEnd =
  | { readonly kind: "refused"; readonly status: number; readonly retryAfterMs: number | undefined }
  | { readonly kind: "unreachable"; readonly reason: string }
  | { readonly kind: "broken"; readonly error: WhkError }
  | { readonly kind: "lost"; readonly reason: string }

/** Where a relay is and what opens it. */
export interface RelayAddress {
  /** The relay's own address, `http://127.0.0.1:4400`, without the tunnel's path. */
  readonly url: string
  /** Undefined: none is known; a relay then refuses the listener. */
  readonly key: string | undefined
  /** Thrown when the relay asks for a key and there is none. */
  readonly missingKey?: WhkError
}

export interface LinkOptions {
  readonly relay: RelayAddress
  readonly clock: Clock
  readonly onOpen: () => void
  /** A thrown WhkError ends the link as `broken`. */
  readonly onFrame: (frame: Frame) => void
  /** Called once. */
  readonly onEnd: (end: LinkEnd) => void
}

/** One WebSocket to a relay: frames out, frames in, and a heartbeat that notices when the other end is gone. */
export class Link {
  readonly #options: LinkOptions
  readonly #socket: WebSocket
  #heartbeat: Heartbeat | undefined
  #beforeSend = (): void => {}
  #over = false

  constructor(options: LinkOptions) {
    this.#options = options
    this.#socket = new WebSocket(tunnelUrl(options.relay.url), SUBPROTOCOL, {
      headers: options.relay.key === undefined ? {} : { authorization: `Bearer ${options.relay.key}` },
      // Deflating costs more than it saves here, and a relay could inflate a little into a lot.
      perMessageDeflate: false,
      maxPayload: MAX_FRAME_BYTES,
      maxFragments: 64,
      maxBufferedChunks: 4096,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    })
    this.#socket
      .on("upgrade", ({ socket }) => void (this.#beforeSend = corkPerTurn(socket)))
      .on("open", () => this.#onOpen())
      .on("message", (message, isBinary) => this.#onMessage(message, isBinary))
      .on("unexpected-response", (_request, response) => {
        const retryAfter = Number(response.headers["retry-after"])
        const retryAfterMs = Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined
        this.#end({ kind: "refused", status: response.statusCode ?? 0, retryAfterMs })
      })
      .on("error", (error) => {
        const reason = networkReason(error)
        this.#end(this.#heartbeat ? { kind: "lost", reason } : { kind: "unreachable", reason })
      })
      .on("close", (code) => this.#end({ kind: "lost", reason: `the relay closed the connection (${code})` }))
  }

  /** Sends a frame; one for a link that is not open is dropped. */
  send(frame: Frame): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return
    this.#beforeSend()
    this.#socket.send(encodeFrame(frame))
  }

  /** Ends the link in order: what was sent before still arrives. */
  close(reason: string): void {
    this.#socket.close(1000)
    this.#end({ kind: "lost", reason })
  }

  #onOpen(): void {
    this.#heartbeat = new Heartbeat({
      clock: this.#options.clock,
      lookEveryMs: LOOK_EVERY_MS,
      ping: () => this.send({ type: "ping" }),
      onDead: (silentMs) =>
        this.#end({ kind: "lost", reason: `no sign of life for ${Math.round(silentMs / 1000)} s` }),
    })
    this.#options.onOpen()
  }

  #onMessage(message: WebSocket.RawData, isBinary: boolean): void {
    if (this.#over) return
    this.#heartbeat?.heard()
    try {
      if (!isBinary || !Buffer.isBuffer(message)) throw new WhkError("TUNNEL_BROKEN", "The relay sent text.")
      const frame = decodeFrame(message)
      if (frame?.type === "ping") this.send({ type: "pong" })
      else if (frame) this.#options.onFrame(frame)
    } catch (error) {
      if (!(error instanceof WhkError)) throw error
      this.send({ type: "goaway", info: { reason: "protocol", message: error.message } })
      this.#socket.close(1002)
      this.#end({ kind: "broken", error })
    }
  }

  #end(end: LinkEnd): void {
    if (this.#over) return
    this.#over = true
    this.#heartbeat?.stop()
    // After a close in order the peer has a moment to answer it; anything else is cut off at once.
    if (this.#socket.readyState !== WebSocket.CLOSING) this.#socket.terminate()
    else this.#options.clock.startTimer(CLOSING_MS, () => this.#socket.terminate())
    this.#options.onEnd(end)
  }
}

function tunnelUrl(relayUrl: string): string {
  if (!/^https?:\/\//.test(relayUrl) || !URL.canParse(relayUrl))
    throw new WhkError("RELAY_UNREACHABLE", `"${relayUrl}" is not the address of a relay.`)
  return `${relayUrl.replace(/\/+$/, "")}/v1/tunnel`
}
