import type { Output } from "../../ui/output.ts"

/** More of them nobody reads. */
const MOST_NOTES = 20

/** Says what is odd about captures, the first of them by one. */
export class Notes {
  readonly #out: Output
  #count = 0

  constructor(out: Output) {
    this.#out = out
  }

  tell(note: string): void {
    this.#count += 1
    if (this.#count <= MOST_NOTES) this.#out.warn(note)
  }

  /** Says how many more there were. */
  finish(): void {
    if (this.#count > MOST_NOTES) this.#out.warn(`${this.#count - MOST_NOTES} more like these.`)
  }
}
