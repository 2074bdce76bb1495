import { Readable } from "node:stream"
import type { Dispatcher } from "undici"
import type { Clock, Timer } from "../domain/clock.ts"
import { endToEndHeaders, type Header, type Headers, isWritableHeader } from "../domain/headers.ts"
import { codeOf } from "../domain/network-failure.ts"
import { type Failure, failureOf, timeoutFailure } from "./failure.ts"

/** How long an app may be silent in the middle of its answer. */
const BODY_IDLE_MS = 30_000

/** What comes back from the app: a head, then data up to the end; or a failure in place of whatever is missing. */
export interface AnswerSink {
  onHead(status: number, headers: Headers): void
  /** Returns false to be given no more until `resume` is called. */
  onData(chunk: Uint8Array): boolean
  onEnd(): void
  onFailed(failure: Failure): void
}

/** A delivery's body: whole, or in chunks as they come up the tunnel. */
export type AppBody = Uint8Array | AsyncIterable<Uint8Array>

/** The request as the app gets it. */
interface AppMessage {
  readonly method: string
  readonly path: string
  readonly headers: string[]
  readonly body: AppBody
}

export interface AppRequestOptions {
  readonly message: AppMessage
  readonly sink: AnswerSink
  /** Reuses connections. */
  readonly pool: Dispatcher
  /** Opens a connection for every request. */
  readonly freshPool: Dispatcher
  /** The app's host and port, for people. */
  readonly where: string
  readonly timeoutMs: number
  readonly clock: Clock
}

/** One request to the app: sent when made, its answer handed to the sink as it comes. */
export class AppRequest implements Dispatcher.DispatchHandler {
  readonly #options: AppRequestOptions
  #controller: Dispatcher.DispatchController | undefined
  #timer: Timer | undefined
  #deadline = Infinity
  #hasHead = false
  #isSecondTry = false
  #over = false

  constructor(options: AppRequestOptions) {
    this.#options = options
    this.#watch(options.timeoutMs)
    this.#dispatch(options.pool)
  }

  /** Takes up an answer that was stopped by the sink. */
  resume(): void {
    if (this.#over) return
    this.#extend(BODY_IDLE_MS)
    this.#controller?.resume()
  }

  /** Drops the connection; the sink hears nothing more. */
  abort(): void {
    if (this.#over) return
    this.#finish()
    this.#controller?.abort(new Error("aborted"))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // Given up while it still waited for a connection.
    if (this.#over) controller.abort(new Error("aborted"))
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    // 100 to 199 come before the answer and are dropped.
    if (this.#over || status < 200) return
    this.#hasHead = true
    this.#watch(BODY_IDLE_MS)
    this.#options.sink.onHead(status, endToEndHeaders(rawHeaders(controller.rawHeaders)))
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#over) return
    if (this.#options.sink.onData(chunk)) return this.#extend(BODY_IDLE_MS)
    // The silence is the relay's now, not the app's.
    this.#deadline = Infinity
    controller.pause()
  }

  onResponseEnd(): void {
    if (this.#over) return
    this.#finish()
    this.#options.sink.onEnd()
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (this.#over) return
    if (this.#mayTryAgain(error)) {
      this.#isSecondTry = true
      this.#dispatch(this.#options.freshPool)
    } else this.#fail(failureOf(error, this.#options.where))
  }

  /**
   * A reused connection may have been closed by the app before it read anything, which cannot be told from an app
   * that read the request and died. So only what has no side effects is tried once more, before any answer.
   */
  #mayTryAgain(error: Error): boolean {
    const { method, body } = this.#options.message
    if (this.#hasHead || this.#isSecondTry || !(body instanceof Uint8Array) || body.length > 0) return false
    return (
      /^(?:GET|HEAD|OPTIONS)$/.test(method) && /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(codeOf(error))
    )
  }

  #dispatch(dispatcher: Dispatcher): void {
    const { method, path, headers, body } = this.#options.message
    dispatcher.dispatch({ method, path, headers, body: this.#bodyToSend(body) }, this)
  }

  #bodyToSend(body: AppBody): Uint8Array | Readable | null {
    if (body instanceof Uint8Array) return body.length === 0 ? null : body
    // undici hears its errors while it sends; after an early answer nobody would.
    return Readable.from(this.#paced(body), { objectMode: false }).on("error", () => {})
  }

  /** The chunks, with the app's time running only while it is the app that keeps them waiting. */
  async *#paced(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of body) {
      if (!this.#hasHead) this.#extend(this.#options.timeoutMs)
      yield chunk
      if (!this.#hasHead) this.#deadline = Infinity
    }
    if (!this.#hasHead) this.#extend(this.#options.timeoutMs)
  }

  #watch(limitMs: number): void {
    this.#timer?.cancel()
    this.#extend(limitMs)
    this.#timer = this.#options.clock.startTimer(limitMs, () => this.#onTimer())
  }

  #extend(limitMs: number): void {
    this.#deadline = this.#options.clock.now() + limitMs
  }

  #onTimer(): void {
    const { clock, where, timeoutMs } = this.#options
    const leftMs = this.#deadline - clock.now()
    if (leftMs > 0) {
      this.#timer = clock.startTimer(Math.min(leftMs, BODY_IDLE_MS), () => this.#onTimer())
      return
    }
    const failure = this.#hasHead
      ? timeoutFailure(where, "go on", BODY_IDLE_MS)
      : timeoutFailure(where, "answer", timeoutMs)
    this.abort()
    this.#options.sink.onFailed(failure)
  }

  #fail(failure: Failure): void {
    this.#finish()
    this.#options.sink.onFailed(failure)
  }

  #finish(): void {
    this.#over = true
    this.#timer?.cancel()
  }
}

/** Header pairs of an answer, bytes read as Latin-1. What could not be written to another socket is left out. */
function rawHeaders(raw: Dispatcher.DispatchController["rawHeaders"]): Header[] {
  const pairs: Header[] = []
  if (!Array.isArray(raw)) return pairs
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const pair: Header = [latin1(raw[index]!), latin1(raw[index + 1]!)]
    if (isWritableHeader(pair)) pairs.push(pair)
  }
  return pairs
}

function latin1(text: Buffer | string): string {
  return typeof text === "string" ? text : text.toString("latin1")
}
