import type { Clock, Timer } from "../domain/clock.ts"
import type { VerdictJson } from "../domain/api-types.ts"
import type { Headers } from "../domain/headers.ts"
import { SendWindow } from "../tunnel/credit.ts"
import { CHUNK_BYTES, type Frame, type RequestInfo, type ResponseInfo } from "../tunnel/frames.ts"
import type { AnswerSink } from "./app-request.ts"
import type { Failure } from "./failure.ts"
import { type AttemptAnswer, KEPT_BODY_BYTES } from "./result-memory.ts"

/** How long a head waits for its body, so that a small answer is one frame even when it comes in two packets. */
const HEAD_WAITS_MS = 20

export interface AnswerOptions {
  readonly request: RequestInfo
  readonly stream: number
  readonly clock: Clock
  readonly send: (frame: Frame) => void
  /** What is known of the signature by now; undefined where nobody judges. */
  readonly verdict?: () => VerdictJson | undefined
  /** Takes up the app's data after `onData` returned false. */
  readonly resume: () => void
  /** The app has ended; the last of its answer may still wait for credit. */
  readonly onDone: (answer: AttemptAnswer) => void
  /** Nothing of the answer is left to be sent. */
  readonly onSent: () => void
}

/** The app's answer on its way up the tunnel: in one frame when it is small, under credit when it is not. */
export class Answer implements AnswerSink {
  readonly #options: AnswerOptions
  readonly #startedAt: number
  readonly #window = new SendWindow()
  #head: { status: number; headers: Headers; elapsedMs: number } | undefined
  #headTimer: Timer | undefined
  #headIsDue = false
  #headIsSent = false
  #ended = false
  #lost = false
  #stopped = false
  #unsent: Uint8Array[] = []
  #unsentBytes = 0
  #kept: Uint8Array[] = []
  #keptBytes = 0
  #bodyBytes = 0

  constructor(options: AnswerOptions) {
    this.#options = options
    this.#startedAt = options.clock.now()
  }

  onHead(status: number, headers: Headers): void {
    this.#head = { status, headers, elapsedMs: this.#elapsedMs() }
    // Head, body and end of a small answer come in one go; the microtask runs after them.
    queueMicrotask(() => {
      if (this.#ended) return
      this.#headTimer = this.#options.clock.startTimer(HEAD_WAITS_MS, () => this.#sendHeadNow())
    })
  }

  onData(chunk: Uint8Array): boolean {
    this.#keep(chunk)
    if (this.#lost) return true
    this.#unsent.push(chunk)
    this.#unsentBytes += chunk.length
    if (this.#unsentBytes >= CHUNK_BYTES) this.#headIsDue = true
    this.#flush()
    this.#stopped = this.#headIsSent && this.#unsentBytes > 0
    return !this.#stopped
  }

  onEnd(): void {
    this.#ended = true
    this.#stopped = false
    this.#headIsDue = true
    this.#headTimer?.cancel()
    this.#done({ ...this.#known(), outcome: "responded", ...this.#head! })
    this.#flush()
  }

  onFailed({ outcome, detail }: Failure): void {
    this.#ended = true
    this.#headTimer?.cancel()
    const { stream, send } = this.#options
    const info: ResponseInfo = { ...this.#known(), outcome, elapsedMs: this.#elapsedMs(), detail }
    this.#kept = []
    this.#bodyBytes = this.#keptBytes = 0
    if (!this.#lost) {
      // After the head there is only one way to say that the body is not whole.
      if (this.#headIsSent) send({ type: "cancel", stream, reason: detail })
      else send({ type: "response", stream, last: true, info, body: new Uint8Array(0) })
    }
    this.#unsent = []
    this.#done(info)
    if (!this.#lost) this.#options.onSent()
  }

  /** The relay granted more of the body. */
  credit(bytes: number): void {
    this.#window.add(bytes)
    if (this.#unsentBytes > 0) this.#flush()
    this.#resumeApp()
  }

  /** The tunnel is gone: the rest of the answer is only kept, as far as it is kept at all. */
  lose(): void {
    this.#lost = true
    this.#headTimer?.cancel()
    this.#unsent = []
    this.#unsentBytes = 0
    this.#resumeApp()
  }

  #sendHeadNow(): void {
    this.#headIsDue = true
    this.#flush()
  }

  /** Sends as much as the credit allows. */
  #flush(): void {
    if (this.#lost || !this.#head || !this.#headIsDue) return
    const { stream, send } = this.#options
    if (!this.#headIsSent) {
      this.#headIsSent = true
      const body = this.#takeChunk()
      const last = this.#ended && this.#unsentBytes === 0
      send({
        type: "response",
        stream,
        last,
        info: { ...this.#known(), outcome: "responded", ...this.#head },
        body,
      })
      if (last) return this.#options.onSent()
    }
    for (let body = this.#takeChunk(); body.length > 0; body = this.#takeChunk())
      send({ type: "data", stream, body })
    if (!this.#ended || this.#unsentBytes > 0) return
    send({ type: "end", stream })
    this.#options.onSent()
  }

  /** The next bytes that may be sent now; none when there are none or the credit is used up. */
  #takeChunk(): Uint8Array {
    const whole = this.#unsentBytes <= CHUNK_BYTES && this.#unsent.length > 1
    if (whole) this.#unsent = [Buffer.concat(this.#unsent)]
    const first = this.#unsent[0] ?? new Uint8Array(0)
    const taken = this.#window.take(Math.min(first.length, CHUNK_BYTES))
    if (taken === first.length) this.#unsent.shift()
    else this.#unsent[0] = first.subarray(taken)
    this.#unsentBytes -= taken
    return first.subarray(0, taken)
  }

  #resumeApp(): void {
    if (!this.#stopped || this.#unsentBytes > 0) return
    this.#stopped = false
    this.#options.resume()
  }

  #keep(chunk: Uint8Array): void {
    this.#bodyBytes += chunk.length
    const part = chunk.subarray(0, KEPT_BODY_BYTES - this.#keptBytes)
    if (part.length === 0) return
    this.#kept.push(part)
    this.#keptBytes += part.length
  }

  #done(info: ResponseInfo): void {
    const body = this.#kept.length === 1 ? this.#kept[0]! : Buffer.concat(this.#kept)
    this.#options.onDone({ info, body, bodyIsWhole: this.#bodyBytes === this.#keptBytes })
  }

  /** Whose answer it is, and what was found of the request. */
  #known(): Pick<ResponseInfo, "delivery" | "attempt" | "epoch" | "verdict"> {
    const { request, verdict } = this.#options
    const { delivery, attempt, epoch } = request
    const found = verdict?.()
    return { delivery, attempt, epoch, ...(found && { verdict: found }) }
  }

  #elapsedMs(): number {
    return Math.max(0, this.#options.clock.now() - this.#startedAt)
  }
}
