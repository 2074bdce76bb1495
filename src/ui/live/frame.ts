import type { ChalkInstance } from "chalk"
import { cutToCells, splitToCells } from "../cells.ts"
import { deliveryRow } from "./delivery-row.ts"
import { footerLines, summaryLines } from "./footer.ts"
import { isShown, type LiveRow, type LiveScreen, type LiveState } from "./live-state.ts"
import { detailLines, keyLines } from "./panels.ts"

/** What to put on the screen for a state. No line is as wide as the screen, so that none ever wraps. */
export interface Frame {
  /** Printed above the view for good: they scroll like any output. */
  readonly above: readonly string[]
  /** The view, drawn over the one before. */
  readonly lines: readonly string[]
  /** Whether the cursor stands at the end of the last line, where somebody types. */
  readonly hasCursor: boolean
  /** The number of the last row that is above the view now. */
  readonly printed: number
  /** The number of the first row in the view. */
  readonly top: number | null
  /** How far a panel is scrolled, which is no further than it goes. */
  readonly scroll: number
}

interface Paper {
  readonly width: number
  readonly height: number
  readonly color: ChalkInstance
}

/** A screen with less lines than this has none to spare for air. */
const AIRY = 16

/** The view of a state on a screen of this size. */
export function drawFrame(state: LiveState, screen: LiveScreen & { readonly color: ChalkInstance }): Frame {
  const frame = compose(state, screen)
  // On a screen for which nothing here was made something is cut rather than broken.
  const cut = (line: string): string => cutToCells(line, Math.max(1, screen.columns - 1))
  return { ...frame, above: frame.above.map(cut), lines: frame.lines.map(cut) }
}

function compose(state: LiveState, screen: LiveScreen & { readonly color: ChalkInstance }): Frame {
  const { color } = screen
  // The last cell stays free: behind it a terminal may go to the next line by itself.
  const width = Math.max(10, screen.columns - 1)
  const space = screen.rows >= AIRY ? [""] : []
  const footer = footerLines(state, { width, height: Math.max(2, Math.floor(screen.rows / 2)), color })
  const height = Math.max(1, screen.rows - footer.length - space.length - 1)
  const paper = { width, height, color }
  const hasCursor = state.mode.kind === "typing"
  const panel = panelLines(state, paper)
  if (panel) {
    const most = Math.max(0, panel.length - height)
    const scroll = Math.min(state.mode.kind === "detail" ? state.mode.scroll : 0, most)
    // What is below stays where it is, as far as the list had lines.
    const kept = Math.max(0, Math.min(height, state.rows.length) - panel.length)
    const lines = [
      ...panel.slice(scroll, scroll + height),
      ...Array.from({ length: kept }, () => ""),
      ...space,
      ...footer,
    ]
    return { above: [], lines, hasCursor, printed: state.printed, top: state.top, scroll }
  }
  const { above, list, printed, top } = drawList(state, paper)
  return { above, lines: [...list, ...space, ...footer], hasCursor, printed, top, scroll: 0 }
}

/** What is left on the screen when the view ends: every row that was not printed yet. */
export function lastLines(
  state: LiveState,
  screen: LiveScreen & { readonly color: ChalkInstance },
): string[] {
  const paper = { width: Math.max(10, screen.columns - 1), height: Infinity, color: screen.color }
  const rows = rowsAfter(state, state.printed)
  return [
    ...forgottenLines(state, paper),
    ...rows.flatMap((row) => rowLines(row, { ...state, selected: null }, paper)),
    ...(state.place === null ? [] : summaryLines(state, paper)),
  ]
}

function panelLines({ mode, rows }: LiveState, { width, color }: Paper): string[] | undefined {
  if (mode.kind === "keys") return keyLines({ columns: width, color }).map((line) => cutToCells(line, width))
  if (mode.kind !== "detail") return undefined
  const row = rows.find(({ number }) => number === mode.row)
  return row?.kind === "delivery" ? detailLines(row, { columns: width, color }) : undefined
}

function drawList(state: LiveState, paper: Paper) {
  const { filter, printed } = state
  const shown = filter === "" ? state.rows : state.rows.filter((row) => isShown(row, filter))
  if (shown.length === 0) return { above: [], list: [emptyLine(state, paper)], printed, top: null }
  const start = startOfWindow(shown, state, paper)
  const top = shown[start]!.number
  const scrolled = rowsAfter(state, printed).filter(({ number }) => number < top)
  const above = [
    ...forgottenLines(state, paper),
    ...scrolled.flatMap((row) => rowLines(row, { ...state, selected: null }, paper)),
  ]
  const list: string[] = []
  for (let index = start; index < shown.length && list.length < paper.height; index += 1)
    list.push(...rowLines(shown[index]!, state, paper))
  return { above, list: list.slice(0, paper.height), printed: Math.max(printed, top - 1), top }
}

/** The place of the first row in sight: the newest are, unless one is selected, which has to be. */
function startOfWindow(shown: readonly LiveRow[], state: LiveState, paper: Paper): number {
  const selected = state.selected === null ? -1 : shown.findIndex(({ number }) => number === state.selected)
  const newest = startBefore(shown, shown.length, paper)
  if (selected === -1) return newest
  const former = state.top === null ? newest : shown.findIndex(({ number }) => number >= state.top!)
  const lowest = startBefore(shown, selected + 1, paper)
  return Math.min(selected, Math.max(former === -1 ? newest : former, lowest))
}

/** The first row of those that fit the paper, the last of them before `end`. */
function startBefore(shown: readonly LiveRow[], end: number, { width, height }: Paper): number {
  let used = 0
  let start = end
  while (start > 0) {
    used += heightOf(shown[start - 1]!, width)
    if (used > height) break
    start -= 1
  }
  return Math.min(start, Math.max(0, end - 1))
}

function heightOf(row: LiveRow, width: number): number {
  if (row.kind === "delivery") return 1
  return row.lines.reduce((sum, line) => sum + splitToCells(line, width).length, 0)
}

function rowsAfter({ rows, filter }: LiveState, printed: number): readonly LiveRow[] {
  return rows.filter((row) => row.number > printed && isShown(row, filter))
}

/** Rows that came faster than they could be drawn, or while a filter hid them, and are not remembered any more. */
function forgottenLines({ rows, printed }: LiveState, { width, color }: Paper): string[] {
  const forgotten = (rows[0]?.number ?? 1) - printed - 1
  if (forgotten <= 0) return []
  return [cutToCells(`  ${color.dim(`… ${forgotten} not shown: more came than are remembered.`)}`, width)]
}

function rowLines(row: LiveRow, { counts, selected }: LiveState, { width, color }: Paper): string[] {
  if (row.kind === "note") return row.lines.flatMap((line) => splitToCells(line, width))
  return [deliveryRow(row, { width, color, isJudged: counts.isJudged, isSelected: row.number === selected })]
}

function emptyLine({ filter, rows, place }: LiveState, { width, color }: Paper): string {
  const text =
    filter !== "" && rows.length > 0
      ? "No delivery holds these words."
      : place === null
        ? "Starting…"
        : "Nothing has come yet. Send something to the url below."
  return cutToCells(`  ${color.dim(text)}`, width)
}
