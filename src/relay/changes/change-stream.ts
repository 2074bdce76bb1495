import type { ServerResponse } from "node:http"
import type { ChangeEvent } from "../../domain/api-types.ts"
import type { Clock, Timer } from "../../domain/clock.ts"
import type { DeliveryRow } from "../../store/port.ts"
import { deliveryJson } from "../api/rows-to-json.ts"
import type { ChangeReader } from "./changes.ts"

/** Proxies end what says nothing for a minute. */
const KEEP_ALIVE_MS = 15_000
/** Text that waits for a slow reader; beyond it the reader is told that it missed some. */
const MOST_WAITING_BYTES = 1024 * 1024

/**
 * Writes changes to one response as server-sent events (WHATWG HTML, section 9.2), each with the name ChangeEvent
 * gives it. A reader that is slow costs the text of a megabyte at most: what does not fit is left out, and `missed`
 * says so as soon as the rest has gone.
 */
export class ChangeStream implements Omit<ChangeReader, "workspace"> {
  readonly #response: ServerResponse
  readonly #clock: Clock
  #timer: Timer | undefined
  #isBehind = false

  constructor(response: ServerResponse, clock: Clock) {
    this.#response = response
    this.#clock = clock
    // Whoever reads the list now can miss nothing: every later change is told here.
    response.write(": every change from now on\n\n")
    this.#keepAlive()
    response.on("drain", () => this.#caughtUp())
    response.once("close", () => this.#timer?.cancel())
  }

  delivery(rows: readonly DeliveryRow[]): void {
    let text = ""
    for (const row of rows) {
      const next = eventText("delivery", deliveryJson(row))
      if (this.#waiting + text.length + next.length > MOST_WAITING_BYTES) {
        this.#isBehind = true
        break
      }
      text += next
    }
    if (text !== "") this.#response.write(text)
    if (this.#isBehind) this.#caughtUp()
  }

  missed(): void {
    this.#isBehind = true
    this.#caughtUp()
  }

  /** Ends the answer; a reader that does not take the rest is cut off. */
  end(): void {
    this.#timer?.cancel()
    if (this.#waiting > 0) this.#response.destroy()
    else this.#response.end()
  }

  get #waiting(): number {
    return this.#response.writableLength
  }

  #caughtUp(): void {
    if (!this.#isBehind || this.#response.writableNeedDrain) return
    this.#isBehind = false
    this.#response.write(eventText("missed", {}))
  }

  #keepAlive(): void {
    this.#timer = this.#clock.startTimer(KEEP_ALIVE_MS, () => {
      if (!this.#response.writableNeedDrain) this.#response.write(":\n\n")
      this.#keepAlive()
    })
  }
}

// JSON has no line breaks of its own, so one data line holds it.
function eventText(event: ChangeEvent, json: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(json)}\n\n`
}
