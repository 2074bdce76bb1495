import type { WebSocket } from "ws"
import type { Clock } from "../../domain/clock.ts"
import { decodeFrame, encodeFrame } from "../../tunnel/codec.ts"
import { type Corkable, corkPerTurn } from "../../tunnel/cork.ts"
import { SendWindow } from "../../tunnel/credit.ts"
import {
  type Ack,
  CHUNK_BYTES,
  type Frame,
  type Gap,
  type GoAway,
  HEARTBEAT_MS,
  type RequestInfo,
  type ResponseInfo,
  type Share,
  type Welcome,
} from "../../tunnel/frames.ts"
import { Heartbeat } from "../../tunnel/heartbeat.ts"
import { Exchange } from "./exchange.ts"
import type { BodySource } from "./stored-body.ts"

/**
 * Bytes that wait for a listener to read them, at most. Beyond that nothing more is pushed: it waits in the store.
 * Bytes only wait while requests are in flight, and each that ends asks for the next.
 */
const MOST_BUFFERED_BYTES = 1024 * 1024

const MOST_TAKEN_UP = 32

/** What a session tells the hub. */
export interface SessionEvents {
  /** An answer that belongs to no open exchange of this session: repeated after a reconnect. */
  onRepeated(info: ResponseInfo, body: Uint8Array, isWhole: boolean): void
  /** The listener takes no more requests but finishes those it has. */
  onClosing(): void
  onGone(): void
}

interface Open {
  readonly exchange: Exchange
  readonly window: SendWindow
}

export interface SessionOptions {
  readonly socket: WebSocket
  /** The connection below the WebSocket. */
  readonly connection: Corkable
  readonly clock: Clock
  readonly maxInFlight: number
  readonly probeNonce: string
  readonly forward: string | null
  readonly claim: Claim
  readonly events: SessionEvents
}

/** How a listener wants to hold its inbox. */
export interface Claim {
  /** Whose session it is, over its reconnects; undefined: not said. */
  readonly listener: string | undefined
  readonly share: Share
  readonly isExclusive: boolean
  readonly isOrdered: boolean
  /** Only what arrived since is wanted of what waits. */
  readonly since: number | undefined
}

/** One listener's claim on an inbox, the relay's end: frames out, frames in, and the life of the link. */
export class Session {
  readonly maxInFlight: number
  /** Where the listener forwards to, in its own words. */
  readonly forward: string | null
  readonly claim: Claim
  #probeNonce: string | null
  readonly #socket: WebSocket
  readonly #beforeSend: () => void
  readonly #clock: Clock
  readonly #events: SessionEvents
  readonly #open = new Map<number, Open>()
  readonly #heartbeat: Heartbeat
  #nextStream = 1
  #probes = 0
  #gone = false

  constructor(options: SessionOptions) {
    this.maxInFlight = options.maxInFlight
    this.forward = options.forward
    this.claim = options.claim
    this.#probeNonce = options.probeNonce
    this.#socket = options.socket
    this.#beforeSend = corkPerTurn(options.connection)
    this.#clock = options.clock
    this.#events = options.events
    this.#heartbeat = new Heartbeat({
      clock: options.clock,
      lookEveryMs: HEARTBEAT_MS,
      ping: () => this.#send({ type: "ping" }),
      onDead: () => {
        this.#socket.terminate()
        this.#onGone()
      },
    })
    this.#socket.on("message", (message, isBinary) => this.#onMessage(message as Buffer, isBinary))
    this.#socket.on("close", () => this.#onGone())
    this.#socket.on("error", () => this.#socket.terminate())
  }

  /** Whether the link stands; one that is closing takes nothing any more. */
  get isOpen(): boolean {
    return !this.#gone && this.#socket.readyState === this.#socket.OPEN
  }

  get hasRoom(): boolean {
    return this.isOpen && this.#load < this.maxInFlight && this.#socket.bufferedAmount < MOST_BUFFERED_BYTES
  }

  /** Requests that wait for their answer. A probe is none: it never reaches the app. */
  get #load(): number {
    return this.#open.size - this.#probes
  }

  /** How many requests to take up next: bodies are not read from the store before they can be sent. */
  get room(): number {
    return this.hasRoom ? Math.min(this.maxInFlight - this.#load, MOST_TAKEN_UP) : 0
  }

  welcome(info: Welcome): void {
    this.#send({ type: "welcome", info })
  }

  /** Makes one attempt: sends the request and returns its answer to come. */
  push(info: RequestInfo, body: BodySource): Exchange {
    const stream = this.#nextStream++
    const window = new SendWindow()
    const exchange = new Exchange({
      credit: (bytes) => this.#send({ type: "credit", stream, bytes }),
      cancel: (reason) => this.#send({ type: "cancel", stream, reason }),
    })
    this.#open.set(stream, { exchange, window })
    void exchange.ended.then(() => {
      window.cancel()
      this.#open.delete(stream)
    })
    if ("whole" in body) this.#send({ type: "request", stream, last: true, info, body: body.whole })
    else void this.#sendChunks(stream, info, body, window)
    return exchange
  }

  /** Answers the ready probe, once, if its nonce is this session's; undefined for any other request. */
  probe(nonce: string, info: RequestInfo): Exchange | undefined {
    if (this.#gone || nonce !== this.#probeNonce) return undefined
    this.#probeNonce = null
    this.#probes += 1
    const exchange = this.push(info, { whole: new Uint8Array() })
    void exchange.ended.then(() => (this.#probes -= 1))
    return exchange
  }

  /** Says that there were deliveries which could not be kept. */
  tellGap(info: Gap): void {
    this.#send({ type: "gap", info })
  }

  /** Asks for a sign of life; false when none comes within `withinMs`, and the session is then over. */
  isAlive(withinMs: number): Promise<boolean> {
    if (!this.isOpen) return Promise.resolve(false)
    return new Promise((resolve) => {
      const heard = (): void => {
        timer.cancel()
        resolve(true)
      }
      const timer = this.#clock.startTimer(withinMs, () => {
        this.#socket.off("message", heard)
        this.#socket.terminate()
        this.#onGone()
        resolve(false)
      })
      this.#socket.once("message", heard)
      this.#send({ type: "ping" })
    })
  }

  ack(info: Ack): void {
    this.#send({ type: "ack", info })
  }

  /** Ends the session for the reason given; what is in flight is lost to it. */
  goAway(info: GoAway): void {
    this.#send({ type: "goaway", info })
    this.#socket.close(info.reason === "protocol" ? 1002 : 1000)
    this.#onGone()
  }

  async #sendChunks(
    stream: number,
    info: RequestInfo,
    body: Exclude<BodySource, { whole: Uint8Array }>,
    window: SendWindow,
  ): Promise<void> {
    this.#send({ type: "request", stream, last: false, info, body: new Uint8Array() })
    try {
      for (let index = 0; ; index += 1) {
        const chunk = await body.chunk(index)
        if (!chunk) break
        for (let at = 0; at < chunk.length;) {
          if (!(await window.untilCredit())) return
          const part = chunk.subarray(at, at + window.take(Math.min(CHUNK_BYTES, chunk.length - at)))
          await this.#sendAndWait({ type: "data", stream, body: part })
          at += part.length
        }
      }
      this.#send({ type: "end", stream })
    } catch {
      // The store failed under us: the app must not take half a body for a whole one.
      this.#send({ type: "cancel", stream, reason: "the relay could not read the body" })
      this.#open.get(stream)?.exchange.finish("cut")
    }
  }

  #onMessage(message: Buffer, isBinary: boolean): void {
    this.#heartbeat.heard()
    let frame: Frame | undefined
    try {
      frame = isBinary ? decodeFrame(message) : undefined
    } catch {
      this.#socket.removeAllListeners("message")
      this.goAway({ reason: "protocol", message: "a frame could not be read" })
      return
    }
    if (frame) this.#onFrame(frame)
  }

  #onFrame(frame: Frame): void {
    switch (frame.type) {
      case "response": {
        const open = this.#open.get(frame.stream)
        if (open && frame.info.repeated !== true) open.exchange.accept(frame.info, frame.body, frame.last)
        else this.#events.onRepeated(frame.info, frame.body, frame.last)
        break
      }
      case "data":
        this.#open.get(frame.stream)?.exchange.data(frame.body)
        break
      case "end":
        this.#open.get(frame.stream)?.exchange.finish("complete")
        break
      case "cancel":
        this.#open.get(frame.stream)?.exchange.finish("cut")
        break
      case "credit":
        this.#open.get(frame.stream)?.window.add(frame.bytes)
        break
      case "ping":
        this.#send({ type: "pong" })
        break
      case "goaway":
        this.#events.onClosing()
        break
      default:
        break
    }
  }

  #onGone(): void {
    if (this.#gone) return
    this.#gone = true
    this.#heartbeat.stop()
    for (const { exchange } of this.#open.values()) exchange.finish("lost")
    this.#events.onGone()
  }

  #send(frame: Frame): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    this.#beforeSend()
    this.#socket.send(encodeFrame(frame))
  }

  /** Resolves when the bytes have left for the kernel: a slow link holds back the reading of the store. */
  #sendAndWait(frame: Frame): Promise<void> {
    if (this.#socket.readyState !== this.#socket.OPEN) return Promise.resolve()
    return new Promise((resolve) => this.#socket.send(encodeFrame(frame), () => resolve()))
  }
}
