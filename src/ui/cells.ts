import measure from "fast-string-truncated-width"

/** Cells that a line takes on a terminal: wide characters take two, combining marks and colours none. */
export function cellsOf(text: string): number {
  return measure(text).width
}

const RESET = "\u001b[0m"

/** A line cut to so many cells, with an ellipsis where something is missing; colours end with it. */
export function cutToCells(text: string, cells: number): string {
  const { index, truncated, ellipsed } = measure(text, {
    limit: Math.max(0, cells),
    ellipsis: "…",
    ellipsisWidth: 1,
  })
  if (!truncated) return text
  return `${text.slice(0, index)}${ellipsed ? "…" : ""}${text.includes("\u001b") ? RESET : ""}`
}

/** A line filled up to so many cells. */
export function padToCells(text: string, cells: number, align: "left" | "right" = "left"): string {
  const space = " ".repeat(Math.max(0, cells - cellsOf(text)))
  return align === "left" ? text + space : space + text
}

/** A line broken into pieces of at most so many cells, wherever that falls; an empty line is one empty piece. */
export function splitToCells(text: string, cells: number): string[] {
  const pieces: string[] = []
  let rest = text
  do {
    // A wide character that does not fit is taken all the same: nothing would come of it.
    const index = Math.max(measure(rest, { limit: Math.max(2, cells), ellipsis: "" }).index, 1)
    pieces.push(rest.slice(0, index))
    rest = rest.slice(index)
  } while (rest !== "")
  return pieces
}
