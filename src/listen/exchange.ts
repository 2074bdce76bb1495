import type { VerdictJson } from "../domain/api-types.ts"
import type { Clock } from "../domain/clock.ts"
import type { Frame, RequestInfo } from "../tunnel/frames.ts"
import { fittingVerdict } from "../tunnel/verdict.ts"
import { Answer } from "./answer.ts"
import type { AppBody } from "./app-request.ts"
import type { AppFailed, ListenEvent } from "./events.ts"
import { WRONG_SIZE } from "./failure.ts"
import { fanOut } from "./fan-out.ts"
import type { Forwarder, Forwarding } from "./forwarder.ts"
import type { Decision, Gate } from "./gate.ts"
import { RequestBody } from "./request-body.ts"
import type { AttemptAnswer } from "./result-memory.ts"

/** A request as its first frame came up: `last` means that the body is whole. */
export type RequestFrame = Extract<Frame, { type: "request" }>

export interface ExchangeOptions {
  readonly forwarder: Forwarder
  readonly gate: Gate | undefined
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
  #decision: Decision | undefined
  #forwarding: Forwarding | undefined
  #collected: Uint8Array[] | undefined
  #receivedBytes = 0
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
      verdict: () => verdictOf(this.#decision),
      resume: () => this.#forwarding?.resume(),
      onDone: (answer) => this.#onDone(answer),
      onSent,
    })
    if (frame.last) return
    this.#body = new RequestBody((bytes) => send({ type: "credit", stream, bytes }))
    if (info.bodyBytes <= options.keepBodyBytes && !this.#isGathered) this.#collected = []
  }

  /** Sends the delivery to the app, or where the gate says; `body` is whole or the beginning of it. */
  start(body: Uint8Array): void {
    const { gate } = this.#options
    if (!gate) this.#forward(this.#body ?? body)
    else if (!this.#body) this.#ask(gate, body)
    else if (this.#isGathered) void this.#gather(gate, this.#body)
    else this.#ask(gate, null)
    if (this.#body) this.data(body)
  }

  /** More of the body; false when the relay sent more than it was granted. */
  data(chunk: Uint8Array): boolean {
    this.#collected?.push(chunk)
    this.#receivedBytes += chunk.length
    const isGranted = this.#body?.push(chunk) ?? false
    // With its last byte the app has it all; a tunnel cut before END must not make it look unfinished.
    if (this.#receivedBytes === this.request.bodyBytes) this.end()
    return isGranted
  }

  /** The body is whole. */
  end(): void {
    this.#body?.finish("ended")
    this.#tellCollected()
  }

  credit(bytes: number): void {
    this.#answer.credit(bytes)
  }

  /** Stops the app's request; nothing is sent and nothing is remembered. */
  abort(reason: string): void {
    this.#answer.lose()
    if (this.#over) return
    this.#over = true
    this.#forwarding?.abort(reason)
    this.#body?.finish("broken")
    this.#tell(null)
    if (this.#isOneTarget) this.#emitFailed("unknown", reason, 0)
    this.#options.onDone(null)
  }

  /** The tunnel is gone: what reached the app whole goes on and its answer is kept, anything else is stopped. */
  lose(): void {
    if (this.#over || !this.#body || this.#body.isComplete) this.#answer.lose()
    else this.abort("the tunnel was lost in the middle of the body")
  }

  /** The gate looks into the whole body first. */
  get #isGathered(): boolean {
    return this.request.bodyBytes <= (this.#options.gate?.bodyBytes ?? -1)
  }

  /** Waits for all of a body that comes in chunks, and asks the gate. */
  async #gather(gate: Gate, body: RequestBody): Promise<void> {
    const { bodyBytes } = this.request
    const chunks: Uint8Array[] = []
    let size = 0
    try {
      for await (const chunk of body) {
        chunks.push(chunk)
        size += chunk.length
        if (size > bodyBytes) break
      }
    } catch {
      // It broke off, which `abort` has dealt with.
      return
    }
    if (this.#over) return
    if (size === bodyBytes) this.#ask(gate, Buffer.concat(chunks))
    else this.#answer.onFailed(WRONG_SIZE)
  }

  #ask(gate: Gate, body: Uint8Array | null): void {
    const go = (decision: Decision): void => {
      if (this.#over) return
      this.#decision = decision
      this.#forward(body ?? this.#body!)
    }
    const decided = gate.decide(this.request, body)
    if (!(decided instanceof Promise)) return go(decided)
    decided.then(go, (error: unknown) => {
      if (this.#over) return
      const why = error instanceof Error ? error.message : String(error)
      this.#answer.onFailed({ outcome: "unknown", detail: `the delivery could not be judged: ${why}` })
    })
  }

  #forward(body: AppBody): void {
    const { forwarder, gate, clock, keepBodyBytes, emit } = this.#options
    if (this.#collected) this.#tellCollected()
    else this.#tell(body instanceof Uint8Array && body.length <= keepBodyBytes ? body : null)
    const [first = forwarder, ...more] = this.#decision?.to ?? []
    const { request } = this
    this.#forwarding =
      more.length === 0
        ? first.forward(request, body, this.#answer)
        : fanOut({
            targets: [first, ...more],
            success: gate!.success,
            request,
            body,
            sink: this.#answer,
            clock,
            onResult: emit,
          })
  }

  #onDone(answer: AttemptAnswer): void {
    this.#over = true
    this.#body?.finish("broken")
    this.#tell(null)
    const { outcome, status = 0, elapsedMs, detail } = answer.info
    if (this.#isOneTarget) {
      if (outcome === "responded") this.#emitResponse(answer)
      else this.#emitFailed(outcome, detail ?? "", elapsedMs)
    }
    if (this.#decision && !this.#decision.skipped && outcome === "responded")
      this.#options.gate?.answered(this.request, status)
    this.#options.onDone(answer)
  }

  /** Of several targets each is told of by itself, and of none there is nothing to tell. */
  get #isOneTarget(): boolean {
    return !this.#decision || (this.#decision.to.length === 1 && !this.#decision.skipped)
  }

  /** Once the body is whole and the gate has decided, whichever comes last. */
  #tellCollected(): void {
    if (!this.#collected || !this.#body?.isComplete) return
    if (!this.#options.gate || this.#decision) this.#tell(Buffer.concat(this.#collected))
  }

  #tell(body: Uint8Array | null): void {
    if (this.#isTold) return
    this.#isTold = true
    this.#collected = undefined
    const { request } = this
    const decision = this.#decision
    if (!decision) this.#options.emit({ type: "delivery", request, body })
    else if (decision.skipped === null) this.#options.emit({ type: "delivery", request, body, decision })
    else
      this.#options.emit({
        type: "skipped",
        request,
        event: decision.event,
        reason: decision.skipped,
      })
  }

  #emitResponse({ info, body, bodyIsWhole }: AttemptAnswer): void {
    const { status = 0, headers = [], elapsedMs } = info
    const { request, target } = this.#who()
    this.#options.emit({ type: "response", request, target, status, headers, elapsedMs, body, bodyIsWhole })
  }

  #emitFailed(outcome: AppFailed["outcome"], detail: string, elapsedMs: number): void {
    this.#options.emit({ type: "failed", ...this.#who(), outcome, elapsedMs, detail })
  }

  #who(): { readonly request: RequestInfo; readonly target: string } {
    return { request: this.request, target: (this.#decision?.to[0] ?? this.#options.forwarder).target }
  }
}

function verdictOf(decision: Decision | undefined): VerdictJson | undefined {
  const { verdict } = decision ?? {}
  if (!verdict) return undefined
  return fittingVerdict({
    verified: verdict.verified,
    reason: verdict.reason,
    causes: verdict.causes?.() ?? [],
  })
}
