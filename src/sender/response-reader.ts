import type { Headers } from "../domain/headers.ts"

/** How much of an answer's body is kept. */
const KEPT_RESPONSE_BYTES = 64 * 1024

// A target that answers without end is cut off here; up to here its connection can be used again.
const DRAINED_RESPONSE_BYTES = 1024 * 1024
const BODY_TIMEOUT_MS = 10_000

/** A target's answer as it arrived; the first 64 KiB of its body. */
export interface ReceivedResponse {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
  /** Whether the body was longer than what is kept, or broke off. */
  readonly truncated: boolean
}

/** Collects an answer's body up to the limit, and says when to stop reading. */
export class ResponseReader {
  readonly #status: number
  readonly #headers: Headers
  readonly #cutOff: (why: string) => void
  readonly #timer: NodeJS.Timeout
  readonly #chunks: Buffer[] = []
  #keptBytes = 0
  #seenBytes = 0

  constructor(status: number, headers: Headers, cutOff: (why: string) => void) {
    this.#status = status
    this.#headers = headers
    this.#cutOff = cutOff
    this.#timer = setTimeout(() => cutOff("the body did not end"), BODY_TIMEOUT_MS)
  }

  take(chunk: Buffer): void {
    this.#seenBytes += chunk.length
    const kept = chunk.subarray(0, KEPT_RESPONSE_BYTES - this.#keptBytes)
    if (kept.length > 0) {
      this.#chunks.push(kept)
      this.#keptBytes += kept.length
    }
    if (this.#seenBytes > DRAINED_RESPONSE_BYTES) this.#cutOff("the body is too long")
  }

  received(brokeOff: boolean): ReceivedResponse {
    clearTimeout(this.#timer)
    return {
      status: this.#status,
      headers: this.#headers,
      body: Buffer.concat(this.#chunks),
      truncated: brokeOff || this.#seenBytes > this.#keptBytes,
    }
  }
}
