import measure from "fast-string-truncated-width"

/** Cells that a line takes on a terminal: wide characters take two, combining marks and colours none. */
export function cellsOf(text: string): number {
  return measure(text).width
}

const RESET = "\u001b[0m"

/** A line cut to so many cells, with an ellipsis where something is missing; colours end with it. */
export function cutToCells(text: string, cells: number): string {
  if (text.length * 2 <= cells || cellsOf(text) <= cells) return text
  const start = cells < 1 ? "" : `${startWithin(text, cells - 1)}…`
  return text.includes("\u001b") ? `${start}${RESET}` : start
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
    // A character that does not fit is taken all the same: nothing would come of it.
    const piece = startWithin(rest, Math.max(2, cells)) || rest.slice(0, 1)
    pieces.push(piece)
    rest = rest.slice(piece.length)
  } while (rest !== "")
  return pieces
}

/** As much of the beginning as takes so many cells. */
function startWithin(text: string, cells: number): string {
  let start = text.slice(0, measure(text, { limit: cells, ellipsis: "" }).index)
  // The index may be one too far, where letters and symbols meet.
  while (start !== "" && cellsOf(start) > cells) start = start.replace(/.$/su, "")
  return start
}
