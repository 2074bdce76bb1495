import { ReceiveWindow } from "../tunnel/credit.ts"

/**
 * A delivery's body on its way from the tunnel to the app. Holds at most one window: credit is granted when a chunk
 * was passed on and the next one is asked for.
 */
export class RequestBody implements AsyncIterable<Uint8Array> {
  readonly #grant: (bytes: number) => void
  readonly #window = new ReceiveWindow()
  #chunks: Uint8Array[] = []
  #state: "open" | "ended" | "broken" = "open"
  #wake: (() => void) | undefined

  /** `grant` sends CREDIT to the relay. */
  constructor(grant: (bytes: number) => void) {
    this.#grant = grant
  }

  get isComplete(): boolean {
    return this.#state === "ended"
  }

  /** Takes a chunk from the tunnel; false when the relay sent more than it was granted. */
  push(chunk: Uint8Array): boolean {
    if (!this.#window.accept(chunk.length)) return false
    if (this.#state === "open" && chunk.length > 0) this.#chunks.push(chunk)
    this.#wake?.()
    return true
  }

  /** No more will come: the body is whole, or it broke off and the app must not take it for whole. */
  finish(how: "ended" | "broken"): void {
    if (this.#state !== "open") return
    this.#state = how
    this.#wake?.()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      const chunk = this.#chunks.shift()
      if (this.#state === "broken") throw new Error("the body broke off")
      if (chunk) {
        yield chunk
        const credit = this.#window.release(chunk.length)
        if (credit > 0) this.#grant(credit)
      } else if (this.#state === "ended") return
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
