import type { Clock } from "../domain/clock.ts"
import { WhkError } from "../errors.ts"
import type { Ack, Frame } from "../tunnel/frames.ts"
import type { ListenEvent } from "./events.ts"
import { Exchange, type RequestFrame } from "./exchange.ts"
import type { Forwarder } from "./forwarder.ts"
import type { Gate } from "./gate.ts"
import { Repeats } from "./repeats.ts"
import { type AttemptAnswer, keyOf, ResultMemory } from "./result-memory.ts"

/** Sends a frame on the link of the moment. */
export type Send = (frame: Frame) => void

export interface ExchangesOptions {
  readonly forwarder: Forwarder
  readonly gate?: Gate
  readonly clock: Clock
  readonly keepBodyBytes: number
  readonly emit: (event: ListenEvent) => void
  /** An attempt ended or was settled. */
  readonly onProgress: () => void
}

interface Running {
  readonly exchange: Exchange
  /** The link it came on is gone. */
  isLost: boolean
  /** The same attempt, pushed again while it runs: it is answered when the first one is. */
  again: RequestFrame | undefined
}

/** All attempts of a listener, across its reconnects: those that run and those whose results are remembered. */
export class Exchanges {
  readonly #options: ExchangesOptions
  readonly #memory = new ResultMemory()
  readonly #repeats: Repeats
  readonly #running = new Map<string, Running>()
  /** What has its own stream on the current link. */
  #streams = new Map<number, Exchange>()
  #send: Send | undefined
  #isClosing = false

  constructor(options: ExchangesOptions) {
    this.#options = options
    this.#repeats = new Repeats(options.clock)
  }

  get isIdle(): boolean {
    return this.#running.size === 0
  }

  get hasUnsettled(): boolean {
    return this.#memory.hasUnsettled
  }

  /** The relay took a new session: results it may not know are repeated. */
  attach(send: Send): void {
    this.#send = send
    this.#repeats.begin(this.#memory.unsettled, (answer) => this.#repeat(answer))
  }

  /** The link is gone. */
  detach(): void {
    this.#send = undefined
    this.#repeats.end()
    const streams = this.#streams
    this.#streams = new Map()
    for (const running of this.#running.values()) {
      running.isLost = true
      running.again = undefined
    }
    for (const exchange of streams.values()) exchange.lose()
  }

  /** From now on requests go back to the relay untouched. */
  stopTaking(): void {
    this.#isClosing = true
  }

  /** Stops everything that still runs. */
  abort(reason: string): void {
    for (const { exchange } of this.#running.values()) exchange.abort(reason)
  }

  /** A request has come; throws TUNNEL_BROKEN for a stream that is in use. */
  request(frame: RequestFrame): void {
    const { info, stream } = frame
    if (this.#streams.has(stream))
      throw new WhkError("TUNNEL_BROKEN", `The relay used stream ${stream} twice.`)
    const running = this.#running.get(keyOf(info))
    if (running) running.again = frame
    else {
      const remembered = this.#memory.find(info)
      if (remembered) this.#answerFromMemory(stream, remembered)
      else if (this.#isClosing) this.#send?.({ type: "cancel", stream, reason: "this listener is closing" })
      else this.#start(frame)
    }
  }

  /** Body of a request; throws TUNNEL_BROKEN when it is more than was granted. */
  data(stream: number, body: Uint8Array): void {
    if (this.#streams.get(stream)?.data(body) === false)
      throw new WhkError("TUNNEL_BROKEN", "The relay sent more of a body than it was granted.")
  }

  end(stream: number): void {
    this.#streams.get(stream)?.end()
  }

  credit(stream: number, bytes: number): void {
    this.#streams.get(stream)?.credit(bytes)
  }

  /** The relay has no use for this attempt any more. */
  cancel(stream: number, reason: string): void {
    const exchange = this.#streams.get(stream)
    this.#streams.delete(stream)
    exchange?.abort(reason)
  }

  settle({ delivery, attempt }: Ack): void {
    this.#repeats.settled({ delivery, attempt })
    if (!this.#memory.settle(delivery, attempt)) return
    this.#options.emit({ type: "settled", delivery, attempt })
    this.#options.onProgress()
  }

  #start(frame: RequestFrame): void {
    const key = keyOf(frame.info)
    const { forwarder, gate, clock, keepBodyBytes, emit } = this.#options
    const send: Send = (up) => this.#send?.(up)
    const exchange = new Exchange(frame, {
      forwarder,
      gate,
      clock,
      keepBodyBytes,
      send,
      emit,
      onDone: (answer) => this.#onDone(key, answer),
      onSent: () => this.#forgetStream(frame.stream, exchange),
    })
    this.#running.set(key, { exchange, isLost: false, again: undefined })
    this.#streams.set(frame.stream, exchange)
    exchange.start(frame.body)
  }

  #onDone(key: string, answer: AttemptAnswer | null): void {
    const running = this.#running.get(key)
    this.#running.delete(key)
    if (answer) {
      this.#memory.add(answer)
      if (running?.again) this.request(running.again)
      else if (running?.isLost) this.#repeat(answer)
    }
    this.#options.onProgress()
  }

  /** Streams are numbered per link: a number may stand for something else by now. */
  #forgetStream(stream: number, exchange: Exchange): void {
    if (this.#streams.get(stream) === exchange) this.#streams.delete(stream)
  }

  #answerFromMemory(stream: number, answer: AttemptAnswer): void {
    const { info, body, bodyIsWhole } = answer
    this.#memory.add(answer)
    this.#send?.({ type: "response", stream, last: bodyIsWhole, info, body })
    if (!bodyIsWhole) this.#send?.({ type: "cancel", stream, reason: "the rest of this answer was not kept" })
  }

  #repeat({ info, body, bodyIsWhole }: AttemptAnswer): void {
    this.#send?.({
      type: "response",
      stream: 0,
      last: bodyIsWhole,
      info: { ...info, repeated: true },
      body,
    })
  }
}
