import type { Clock } from "../domain/clock.ts"
import type { Frame, RequestInfo } from "../tunnel/frames.ts"
import { Answer } from "./answer.ts"
import type { AppFailed, ListenEvent } from "./events.ts"
import type { Forwarder, Forwarding } from "./forwarder.ts"
import { RequestBody } from "./request-body.ts"
import type { AttemptAnswer } from "./result-memory.ts"

/** A request as its first frame came up: `last` means that the body is whole. */
export type RequestFrame = Extract<Frame, { type: "request" }>

export interface ExchangeOptions {
  readonly forwarder: Forwarder
  readonly clock: Clock
  /** Bodies up to this size are handed out with the `delivery` event. */
  readonly keepBodyBytes: number
  readonly send: (frame: Frame) => void
  readonly emit: (event: ListenEvent) => void
  /** The attempt is over; null when there is nothing to be told to the relay. */
  readonly onDone: (answer: AttemptAnswer | null) => void
  /** Nothing more comes or goes on this stream. */
  readonly onSent: () => void
}

/** One attempt: a delivery that goes to the app and the answer that goes back. */
export class Exchange {
  readonly request: RequestInfo
  readonly #options: ExchangeOptions
  readonly #answer: Answer
  readonly #body: RequestBody | undefined
  #forwarding: Forwarding | undefined
  #collected: Uint8Array[] | undefined
  #isTold = false
  #over = false

  constructor(frame: RequestFrame, options: ExchangeOptions) {
    const { info, stream } = frame
    this.request = info
    this.#options = options
    const { send, clock, onSent } = options
    this.#answer = new Answer({
      request: info,
      stream,
      clock,
      send,
      resume: () => this.#forwarding?.resume(),
      onDone: (answer) => this.#onDone(answer),
      onSent,
    })
    if (frame.last) this.#tell(frame.body)
    else {
      this.#body = new RequestBody((bytes) => send({ type: "credit", stream, bytes }))
      if (info.bodyBytes <= options.keepBodyBytes) this.#collected = []
      else this.#tell(null)
    }
  }

  /** Sends the delivery to the app. */
  start(body: Uint8Array): void {
    this.#forwarding = this.#options.forwarder.forward(this.request, this.#body ?? body, this.#answer)
    if (this.#body) this.data(body)
  }

  /** More of the body; false when the relay sent more than it was granted. */
  data(chunk: Uint8Array): boolean {
    this.#collected?.push(chunk)
    return this.#body?.push(chunk) ?? false
  }

  /** The body is whole. */
  end(): void {
    this.#body?.finish("ended")
    if (this.#collected) this.#tell(Buffer.concat(this.#collected))
  }

  credit(bytes: number): void {
    this.#answer.credit(bytes)
  }

  /** Stops the app's request; nothing is sent and nothing is remembered. */
  abort(reason: string): void {
    this.#answer.lose()
    if (this.#over) return
    this.#over = true
    this.#forwarding?.abort()
    this.#body?.finish("broken")
    this.#tell(null)
    this.#emitFailed("unknown", reason, 0)
    this.#options.onDone(null)
  }

  /** The tunnel is gone: what reached the app whole goes on and its answer is kept, anything else is stopped. */
  lose(): void {
    if (this.#over || !this.#body || this.#body.isComplete) this.#answer.lose()
    else this.abort("the tunnel was lost in the middle of the body")
  }

  #onDone(answer: AttemptAnswer): void {
    this.#over = true
    this.#body?.finish("broken")
    this.#tell(null)
    const { outcome, status, headers, elapsedMs, detail } = answer.info
    if (outcome !== "responded") this.#emitFailed(outcome, detail ?? "", elapsedMs)
    else {
      const { body, bodyIsWhole } = answer
      const { request, target } = this.#who()
      this.#options.emit({
        type: "response",
        request,
        target,
        status: status ?? 0,
        headers: headers ?? [],
        elapsedMs,
        body,
        bodyIsWhole,
      })
    }
    this.#options.onDone(answer)
  }

  #tell(body: Uint8Array | null): void {
    if (this.#isTold) return
    this.#isTold = true
    this.#collected = undefined
    this.#options.emit({ type: "delivery", request: this.request, body })
  }

  #emitFailed(outcome: AppFailed["outcome"], detail: string, elapsedMs: number): void {
    this.#options.emit({ type: "failed", ...this.#who(), outcome, elapsedMs, detail })
  }

  #who(): { readonly request: RequestInfo; readonly target: string } {
    return { request: this.request, target: this.#options.forwarder.target }
  }
}
