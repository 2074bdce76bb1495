import type { ServerResponse } from "node:http"
import type { Clock } from "../domain/clock.ts"

/** The requests that are being answered, so that a relay that stops can wait for them. */
export class Answering {
  readonly #responses = new Set<ServerResponse>()
  #waiting: (() => void)[] = []

  /** How many there are. */
  get count(): number {
    return this.#responses.size
  }

  add(response: ServerResponse): void {
    this.#responses.add(response)
    response.once("close", () => this.leave(response))
  }

  /** It is not waited for any more: what it tells has no end of its own. */
  leave(response: ServerResponse): void {
    if (!this.#responses.delete(response) || this.#responses.size > 0) return
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  /** Resolves when every answer has been written, after `graceMs` at the latest. */
  async finished(graceMs: number, clock: Clock): Promise<void> {
    if (this.#responses.size === 0) return
    await new Promise<void>((resolve) => {
      const timer = clock.startTimer(graceMs, resolve)
      this.#waiting.push(() => {
        timer.cancel()
        resolve()
      })
    })
  }
}
