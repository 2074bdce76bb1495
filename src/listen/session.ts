import { randomBytes } from "node:crypto"
import type { Clock } from "../domain/clock.ts"
import { WhkError } from "../errors.ts"
import type { Frame, GoAway, Hello } from "../tunnel/frames.ts"
import { Backoff } from "./backoff.ts"
import type { ListenEvent } from "./events.ts"
import { Exchanges } from "./exchanges.ts"
import type { Forwarder } from "./forwarder.ts"
import type { Gate } from "./gate.ts"
import { Link, type LinkEnd, type RelayAddress } from "./link.ts"
import { retryDelayMs } from "./retry.ts"

/** A connection that lived this long was healthy: the next one is tried quickly again. */
const HEALTHY_MS = 60_000

/** How long a closing listener waits for the relay to write its last outcomes down. */
const SETTLE_MS = 5000

/** How the inbox is to be held; what is left out is as the relay has it. */
export type Claim = Pick<Hello, "share" | "exclusive" | "ordered" | "sinceAgoMs" | "sinceDelivery" | "policy">

export interface SessionOptions {
  /** Where the relay is now; asked before every connection. Throws RELAY_UNREACHABLE while there is none. */
  readonly locate: () => Promise<RelayAddress>
  readonly inbox: string
  readonly provider?: string
  /** What the relay answers the provider's handshakes with. */
  readonly secret?: string
  readonly verifyToken?: string
  readonly maxInFlight: number
  readonly claim?: Claim
  readonly forwarder: Forwarder
  /** Decides about each delivery; without one the forwarder gets all. */
  readonly gate?: Gate
  /** Bodies up to this size come with the `delivery` event; larger ones only pass through. */
  readonly keepBodyBytes: number
  readonly clock: Clock
  /** Numbers from 0 up to 1. */
  readonly random: () => number
  readonly emit: (event: ListenEvent) => void
}

/** A listener's claim on an inbox: connects, comes back after every loss, and ends when closed or refused. */
export class Session {
  /**
   * Resolves when the session was closed. Rejects with KEY_MISSING, KEY_REFUSED, NOT_FOUND, SESSION_REPLACED, INBOX_BUSY,
   * TUNNEL_BROKEN, or RELAY_UNREACHABLE when the relay was never reached or said not to come back.
   */
  readonly done: Promise<void>
  readonly #options: SessionOptions
  readonly #exchanges: Exchanges
  readonly #backoff: Backoff
  /** By it the relay knows this listener again when it comes back. */
  readonly #listener = randomBytes(16).toString("hex")
  readonly #startedAt: number
  #relay: RelayAddress | undefined
  #link: Link | undefined
  #goAway: GoAway | undefined
  #welcomedAt: number | undefined
  #wasWelcomed = false
  #state: "open" | "closing" | "closed" = "open"
  #onProgress = (): void => {}
  #endPause = (): void => {}

  constructor(options: SessionOptions) {
    const { forwarder, gate, clock, keepBodyBytes, random } = options
    this.#options = options
    this.#backoff = new Backoff(random)
    this.#startedAt = clock.now()
    this.#exchanges = new Exchanges({
      forwarder,
      ...(gate && { gate }),
      clock,
      keepBodyBytes,
      emit: options.emit,
      onProgress: () => this.#onProgress(),
    })
    this.done = this.#run()
  }

  /** Takes no more deliveries from now on and tells the relay; those in flight go on. */
  stopTaking(): void {
    if (this.#state !== "open") return
    this.#state = "closing"
    this.#exchanges.stopTaking()
    this.#sayClosing()
  }

  /**
   * Takes no more deliveries, lets those in flight end and be written down, and disconnects. After `graceMs` the
   * rest is given back to the relay.
   */
  async close(graceMs: number): Promise<void> {
    this.stopTaking()
    await Promise.race([this.#drain(graceMs), this.done.catch(() => {})])
    this.#state = "closed"
    this.#exchanges.abort("the listener was stopped")
    this.#link?.close("closed")
    this.#endPause()
    await this.done.catch(() => {})
  }

  async #run(): Promise<void> {
    // Between two connections nothing else would keep the process alive.
    const alive = setInterval(() => {}, 2 ** 31 - 1)
    try {
      while (this.#state !== "closed") {
        const end = await this.#connect()
        if (this.#isOver()) break
        const delayMs = retryDelayMs(end, {
          goAway: this.#goAway,
          wasWelcomed: this.#wasWelcomed,
          inbox: this.#options.inbox,
          relay: this.#relay,
          backoff: this.#backoff,
        })
        const reason = this.#goAway?.message ?? reasonOf(end)
        this.#options.emit({ type: "reconnecting", delayMs, reason })
        await this.#pause(delayMs)
      }
      this.#options.emit({ type: "closed", reason: "closed" })
    } catch (error) {
      this.#state = "closed"
      this.#exchanges.abort("the session ended")
      this.#options.emit({ type: "closed", reason: error instanceof Error ? error.message : String(error) })
      throw error
    } finally {
      clearInterval(alive)
    }
  }

  /** Closed, or closing with nothing left for which a connection is needed. */
  #isOver(): boolean {
    if (this.#state === "open") return false
    return this.#state === "closed" || (this.#exchanges.isIdle && !this.#exchanges.hasUnsettled)
  }

  /** Makes one connection; resolves when it has ended. */
  async #connect(): Promise<LinkEnd> {
    this.#goAway = undefined
    this.#welcomedAt = undefined
    let relay: RelayAddress
    try {
      relay = await this.#options.locate()
      this.#relay = relay
    } catch (error) {
      if (!(error instanceof WhkError) || error.code !== "RELAY_UNREACHABLE" || !this.#wasWelcomed)
        throw error
      return { kind: "unreachable", reason: error.message }
    }
    if (this.#isOver()) return { kind: "lost", reason: "closed" }
    const { clock } = this.#options
    const end = await new Promise<LinkEnd>((resolve) => {
      const probeNonce = randomBytes(16).toString("hex")
      const link = new Link({
        relay,
        clock,
        onOpen: () => this.#sayHello(link, probeNonce),
        onFrame: (frame) => this.#onFrame(link, frame, probeNonce),
        onEnd: resolve,
      })
      this.#link = link
    })
    this.#link = undefined
    this.#exchanges.detach()
    if (this.#welcomedAt !== undefined && clock.now() - this.#welcomedAt >= HEALTHY_MS) this.#backoff.reset()
    return end
  }

  #sayHello(link: Link, probeNonce: string): void {
    const { inbox, provider, secret, verifyToken, maxInFlight, forwarder, clock, claim } = this.#options
    const { sinceAgoMs } = claim ?? {}
    const info: Hello = {
      inbox,
      ...(provider !== undefined && { provider }),
      ...(secret !== undefined && { secret }),
      ...(verifyToken !== undefined && { verifyToken }),
      forward: forwarder.target,
      probeNonce,
      maxInFlight,
      listener: this.#listener,
      ...claim,
      // What arrived while the link was down is wanted as well.
      ...(sinceAgoMs !== undefined && { sinceAgoMs: sinceAgoMs + clock.now() - this.#startedAt }),
    }
    link.send({ type: "hello", info })
  }

  #sayClosing(): void {
    this.#link?.send({ type: "goaway", info: { reason: "closing", message: "the listener was stopped" } })
  }

  #onFrame(link: Link, frame: Frame, probeNonce: string): void {
    if (this.#welcomedAt === undefined && frame.type !== "welcome" && frame.type !== "goaway") {
      if (frame.type === "pong") return
      throw new WhkError("TUNNEL_BROKEN", `The relay sent ${frame.type} before WELCOME.`)
    }
    const exchanges = this.#exchanges
    switch (frame.type) {
      case "welcome":
        this.#welcomedAt = this.#options.clock.now()
        this.#options.emit({ type: "welcome", welcome: frame.info, probeNonce, first: !this.#wasWelcomed })
        this.#wasWelcomed = true
        exchanges.attach((up) => link.send(up))
        if (this.#state === "closing") this.#sayClosing()
        break
      case "request":
        if (frame.info.kind === "probe") this.#answerProbe(link, frame, probeNonce)
        else exchanges.request(frame)
        break
      case "data":
        exchanges.data(frame.stream, frame.body)
        break
      case "end":
        exchanges.end(frame.stream)
        break
      case "credit":
        exchanges.credit(frame.stream, frame.bytes)
        break
      case "cancel":
        exchanges.cancel(frame.stream, frame.reason)
        break
      case "ack":
        exchanges.settle(frame.info)
        break
      case "gap":
        this.#options.emit({ type: "gap", ...frame.info })
        break
      case "goaway":
        this.#goAway = frame.info
        if (frame.info.reason !== "shutdown") link.close(frame.info.reason)
        break
      case "pong":
      case "ping":
        break
      default:
        throw new WhkError("TUNNEL_BROKEN", `The relay sent ${frame.type}, which only a listener sends.`)
    }
  }

  /** Proves to whoever asks through the public URL that this very listener is at its other end. */
  #answerProbe(link: Link, frame: Extract<Frame, { type: "request" }>, probeNonce: string): void {
    const { delivery, attempt, epoch } = frame.info
    const body = Buffer.from(probeNonce)
    link.send({
      type: "response",
      stream: frame.stream,
      last: true,
      info: {
        delivery,
        attempt,
        epoch,
        outcome: "responded",
        status: 200,
        headers: [
          ["Content-Type", "text/plain"],
          ["Content-Length", String(body.length)],
        ],
        elapsedMs: 0,
      },
      body,
    })
  }

  /** Resolves when nothing runs and everything is written down, or the time is over. */
  #drain(graceMs: number): Promise<void> {
    const { clock } = this.#options
    return new Promise((resolve) => {
      const timers = [clock.startTimer(graceMs, () => finish())]
      const finish = (): void => {
        for (const timer of timers) timer.cancel()
        this.#onProgress = () => {}
        resolve()
      }
      this.#onProgress = () => {
        if (!this.#exchanges.isIdle) return
        if (!this.#exchanges.hasUnsettled) finish()
        else if (timers.length === 1) timers.push(clock.startTimer(SETTLE_MS, finish))
      }
      this.#onProgress()
    })
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#options.clock.startTimer(delayMs, resolve)
      this.#endPause = () => {
        timer.cancel()
        resolve()
      }
    })
  }
}

function reasonOf(end: LinkEnd): string {
  if (end.kind === "broken") return end.error.message
  return end.kind === "refused" ? `the relay answered ${end.status}` : end.reason
}
