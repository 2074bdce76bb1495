import type { Frame } from "../../../ui/live/frame.ts"
import { cellsOf } from "../../../ui/cells.ts"

/** What the view needs of the terminal it is drawn on. */
export interface TerminalOut {
  readonly columns: number
  readonly rows: number
  /** Writes all of it at once. */
  write(text: string): void
}

const HIDE_CURSOR = "\u001b[?25l"
const SHOW_CURSOR = "\u001b[?25h"
// Terminals that know it show everything between the two at one time; the others ignore it.
const BEGIN = "\u001b[?2026h"
const END = "\u001b[?2026l"
// A character that the terminal takes for wider than we do must not begin a new line.
const NO_WRAP = "\u001b[?7l"
const WRAP = "\u001b[?7h"
const CLEAR_REST_OF_LINE = "\u001b[K"
const TO_TOP = "\u001b[H"
const CLEAR_BELOW = "\u001b[J"
const RESET = "\u001b[0m"

/**
 * The lower part of a terminal, which is drawn over again and again, under what is printed for good. It uses no second
 * screen: what scrolls off is in the terminal's own memory.
 */
export class Screen {
  readonly #out: TerminalOut
  /** On the screen now. */
  #lines: readonly string[] = []
  #columns = 0
  #hasCursor = false

  constructor(out: TerminalOut) {
    this.#out = out
  }

  /** Puts a frame in the place of the one before; writes nothing where nothing has changed. */
  draw({ above, lines, hasCursor }: Pick<Frame, "above" | "lines" | "hasCursor">): void {
    const isFirst = this.#lines.length === 0
    const isSame = above.length === 0 && !isFirst && this.#columns === this.#out.columns
    if (isSame && hasCursor === this.#hasCursor && sameLines(lines, this.#lines)) return
    const all = [...above, ...lines]
    // The last line is always drawn: the cursor stands at its end.
    const kept = isSame ? Math.min(commonStart(lines, this.#lines), all.length - 1) : 0
    const drawn = all
      .slice(kept)
      .map((line) => `${line}${line.includes("\u001b") ? RESET : ""}${CLEAR_REST_OF_LINE}`)
    this.#out.write(
      [
        BEGIN,
        HIDE_CURSOR,
        NO_WRAP,
        this.#toFirstLine(),
        "\r\n".repeat(kept),
        drawn.join("\r\n"),
        CLEAR_BELOW,
        WRAP,
        hasCursor ? SHOW_CURSOR : "",
        END,
      ].join(""),
    )
    this.#lines = lines
    this.#columns = this.#out.columns
    this.#hasCursor = hasCursor
  }

  /** Leaves these lines where the view was, and the cursor below them as it was found. */
  leave(lines: readonly string[]): void {
    const drawn = lines.map(
      (line) => `${line}${line.includes("\u001b") ? RESET : ""}${CLEAR_REST_OF_LINE}\r\n`,
    )
    this.#out.write([this.#toFirstLine(), ...drawn, CLEAR_BELOW, WRAP, SHOW_CURSOR, END].join(""))
    this.forget()
  }

  /** Something else was on the screen: the next frame begins where the cursor is then. */
  forget(): void {
    this.#lines = []
    this.#hasCursor = false
  }

  #toFirstLine(): string {
    const { columns, rows } = this.#out
    // A terminal that was made narrower has broken the longer lines.
    const used = this.#lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(cellsOf(line) / columns)), 0)
    // The first line is out of reach: what is left of it stays above, with a line between that it may grow into.
    if (used > rows) return `${TO_TOP}${CLEAR_BELOW}\r\n`
    return used > 1 ? `\r\u001b[${used - 1}A` : "\r"
  }
}

function sameLines(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && commonStart(one, other) === one.length
}

function commonStart(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((line, index) => line !== other[index])
  return at === -1 ? one.length : at
}
