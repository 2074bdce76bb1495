import type { Clock } from "../domain/clock.ts"
import type { Headers } from "../domain/headers.ts"
import type { RequestInfo } from "../tunnel/frames.ts"
import type { AnswerSink } from "./app-request.ts"
import type { AppAnswered, AppFailed } from "./events.ts"
import type { Failure } from "./failure.ts"
import type { Forwarding } from "./forwarder.ts"
import { KEPT_BODY_BYTES } from "./result-memory.ts"

export interface HeldAnswerOptions {
  readonly request: RequestInfo
  readonly target: string
  readonly clock: Clock
  /** The answer is known as far as a decision needs it: it has ended, or as much of it is here as is held. */
  readonly onKnown: () => void
  /** The answer has ended. */
  readonly onResult: (result: AppAnswered | AppFailed) => void
}

/** One target's answer, held until it is known which one the sender gets: its head and up to 64 KiB of its body. */
export class HeldAnswer implements AnswerSink {
  forwarding: Forwarding | undefined
  readonly #options: HeldAnswerOptions
  readonly #startedAt: number
  #head: { readonly status: number; readonly headers: Headers; readonly elapsedMs: number } | undefined
  #failure: Failure | undefined
  #held: Uint8Array[] = []
  #bytes = 0
  #out: AnswerSink | "held" | "discarded" = "held"
  #isOver = false
  #isStopped = false

  constructor(options: HeldAnswerOptions) {
    this.#options = options
    this.#startedAt = options.clock.now()
  }

  get isKnown(): boolean {
    return this.#isOver || this.#isStopped
  }

  /** Undefined when there is no answer, or none that came whole. */
  get status(): number | undefined {
    return this.#failure ? undefined : this.#head?.status
  }

  /** Hands over what is held; what still comes follows it. */
  release(sink: AnswerSink): void {
    this.#out = sink
    if (this.#failure) return sink.onFailed(this.#failure)
    const { status, headers } = this.#head!
    sink.onHead(status, headers)
    let wantsMore = true
    for (const chunk of this.#held) wantsMore = sink.onData(chunk)
    if (this.#isOver) sink.onEnd()
    else if (wantsMore) this.#resume()
  }

  /** Lets the target finish; its answer is only told of. */
  discard(): void {
    this.#out = "discarded"
    this.#resume()
  }

  /** Stops the target's request. */
  abort(reason: string): void {
    if (this.#isOver) return
    this.#isOver = true
    this.forwarding?.abort(reason)
    this.#tellFailed({ outcome: "unknown", detail: reason })
  }

  onHead(status: number, headers: Headers): void {
    this.#head = { status, headers, elapsedMs: this.#elapsedMs() }
  }

  onData(chunk: Uint8Array): boolean {
    this.#bytes += chunk.length
    if (this.#out === "held") {
      this.#held.push(chunk)
      if (this.#bytes < KEPT_BODY_BYTES) return true
      this.#isStopped = true
      this.#options.onKnown()
      // The decision may have been made just now, and the answer gone on.
      return !this.#isStopped
    }
    return this.#out === "discarded" || this.#out.onData(chunk)
  }

  onEnd(): void {
    this.#isOver = true
    const { request, target, onResult, onKnown } = this.#options
    const kept = Buffer.concat(this.#held).subarray(0, KEPT_BODY_BYTES)
    const bodyIsWhole = kept.length === this.#bytes
    onResult({ type: "response", request, target, ...this.#head!, body: kept, bodyIsWhole })
    if (typeof this.#out === "object") this.#out.onEnd()
    else onKnown()
  }

  onFailed(failure: Failure): void {
    this.#isOver = true
    this.#failure = failure
    this.#tellFailed(failure)
    if (typeof this.#out === "object") this.#out.onFailed(failure)
    else this.#options.onKnown()
  }

  #tellFailed({ outcome, detail }: Failure): void {
    const { request, target, onResult } = this.#options
    onResult({ type: "failed", request, target, outcome, detail, elapsedMs: this.#elapsedMs() })
  }

  #resume(): void {
    if (!this.#isStopped) return
    this.#isStopped = false
    // undici cannot take up one answer while it is in the middle of handing out another's data.
    queueMicrotask(() => this.forwarding?.resume())
  }

  #elapsedMs(): number {
    return Math.max(0, this.#options.clock.now() - this.#startedAt)
  }
}
