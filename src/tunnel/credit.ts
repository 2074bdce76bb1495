import { STREAM_WINDOW_BYTES } from "./frames.ts"

// Every body byte of a stream counts against its window, those in the first frame included.

/** What one side may still send of one stream's body; begins with a full window. */
export class SendWindow {
  #left = STREAM_WINDOW_BYTES
  #cancelled = false
  #waiting: ((open: boolean) => void)[] = []

  /** Takes up to `wanted` bytes of what is left and says how many: 0 means wait for credit. */
  take(wanted: number): number {
    const taken = Math.min(wanted, this.#left)
    this.#left -= taken
    return taken
  }

  /** Resolves true as soon as something can be taken, false when the stream was cancelled. */
  async untilCredit(): Promise<boolean> {
    if (this.#cancelled) return false
    if (this.#left > 0) return true
    return await new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** The other side granted this much more. */
  add(bytes: number): void {
    this.#left += bytes
    if (this.#left > 0) this.#wake(true)
  }

  /** Nothing more will be sent; whoever waits is let go. */
  cancel(): void {
    this.#cancelled = true
    this.#wake(false)
  }

  #wake(open: boolean): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve(open)
  }
}

/** What one side lets the other one send of one stream's body; begins with a full window. */
export class ReceiveWindow {
  #open = STREAM_WINDOW_BYTES
  #owed = 0

  /** Counts bytes that arrived; false when the sender went beyond its window, which ends the tunnel. */
  accept(bytes: number): boolean {
    this.#open -= bytes
    return this.#open >= 0
  }

  /**
   * Counts bytes that were passed on and need no memory any more, and says how much CREDIT to send now. That is 0
   * until half a window is owed, so that credit does not cost a frame per chunk.
   */
  release(bytes: number): number {
    this.#owed += bytes
    if (this.#owed < STREAM_WINDOW_BYTES / 2) return 0
    const granted = this.#owed
    this.#owed = 0
    this.#open += granted
    return granted
  }
}
