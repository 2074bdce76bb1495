import { KEPT_RESPONSE_BYTES } from "../../store/port.ts"
import { ReceiveWindow } from "../../tunnel/credit.ts"
import type { ResponseInfo } from "../../tunnel/frames.ts"

/** How an exchange ended: the body came whole, it broke off, or the session went away first. */
export type ExchangeEnd = "complete" | "cut" | "lost"

/** What an exchange may say to the listener. */
interface Peer {
  credit(bytes: number): void
  cancel(reason: string): void
}

/**
 * One attempt's answer as it comes up the tunnel: the head once, then the body under credit. Credit is granted when
 * bytes are taken, so a slow sender slows the app instead of filling memory.
 */
export class Exchange {
  /** The head of the answer; null when the session went away before there was one. */
  readonly head: Promise<ResponseInfo | null>
  readonly ended: Promise<ExchangeEnd>
  readonly #peer: Peer
  readonly #window = new ReceiveWindow()
  #resolveHead!: (head: ResponseInfo | null) => void
  #resolveEnded!: (end: ExchangeEnd) => void
  #hasHead = false
  #end: ExchangeEnd | undefined
  #discarding = false
  #waiting: Uint8Array[] = []
  #kept: Uint8Array[] = []
  #keptBytes = 0
  #wake: (() => void) | undefined

  constructor(peer: Peer) {
    this.#peer = peer
    this.head = new Promise((resolve) => (this.#resolveHead = resolve))
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve))
  }

  /** The head has come, with the first bytes of the body. A second head is ignored. */
  accept(info: ResponseInfo, body: Uint8Array, last: boolean): void {
    if (this.#hasHead || this.#end) return
    this.#hasHead = true
    this.#resolveHead(info)
    if (body.length > 0) this.data(body)
    if (last) this.finish("complete")
  }

  data(body: Uint8Array): void {
    if (!this.#hasHead || this.#end) return
    // A peer that sends beyond its credit would fill our memory.
    if (!this.#window.accept(body.length)) return this.cancel("more than the credit allows")
    this.#keep(body)
    if (this.#discarding) this.#taken(body.length)
    else this.#waiting.push(body)
    this.#wake?.()
  }

  finish(end: ExchangeEnd): void {
    if (this.#end) return
    this.#end = end
    if (!this.#hasHead) this.#resolveHead(null)
    this.#resolveEnded(end)
    this.#wake?.()
  }

  /** The body as it comes; throws when it broke off. */
  async *body(): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      const chunk = this.#waiting.shift()
      if (chunk) {
        yield chunk
        this.#taken(chunk.length)
      } else if (this.#end === "complete") return
      else if (this.#end) throw new Error("the body broke off")
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  /** The whole body when all of it is here already and none was taken; undefined while it still comes. */
  takeWhole(): Uint8Array | undefined {
    if (this.#end !== "complete") return undefined
    const chunks = this.#waiting
    this.#waiting = []
    return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
  }

  /** Nobody wants the body: it is taken off the tunnel and forgotten but for the part that is kept. */
  discard(): void {
    this.#discarding = true
    const bytes = this.#waiting.reduce((sum, chunk) => sum + chunk.length, 0)
    this.#waiting = []
    this.#taken(bytes)
  }

  /** Tells the app to stop: its answer is of no use any more. */
  cancel(reason: string): void {
    if (this.#end) return
    this.#peer.cancel(reason)
    this.finish("cut")
  }

  /** The first bytes of the body, as many as are stored with an attempt. */
  get kept(): Uint8Array {
    return Buffer.concat(this.#kept)
  }

  #taken(bytes: number): void {
    const credit = this.#window.release(bytes)
    if (credit > 0 && !this.#end) this.#peer.credit(credit)
  }

  #keep(body: Uint8Array): void {
    const room = KEPT_RESPONSE_BYTES - this.#keptBytes
    if (room <= 0) return
    const part = body.subarray(0, room)
    this.#kept.push(part)
    this.#keptBytes += part.length
  }
}
