import type { ChalkInstance } from "chalk"
import { formatSize } from "../../domain/size.ts"
import { cleanText } from "../../domain/text.ts"
import { cutToCells, padToCells } from "../cells.ts"
import { clockTime, durationOf, notesOf, requestText, resultOf } from "../listen-lines.ts"
import type { DeliveryRow } from "./live-state.ts"

export interface RowScreen {
  /** At most so many cells are written. */
  readonly width: number
  readonly color: ChalkInstance
  /** Whether there is a column for verdicts. */
  readonly isJudged: boolean
  readonly isSelected: boolean
}

const RESULT_CELLS = 7
const DURATION_CELLS = 6
const EVENT_CELLS = 28
const SHORTEST_REQUEST = 14
/** Screens from which on there is room for more than time, result, verdict and event. */
const WITH_DURATION = 56
const WITH_REQUEST = 76
const WITH_REASON = 100
/** `✗ header-missing`, the longest reason there is. */
const REASON_CELLS = 16

/** `▸ 09:21:33  200        12ms  ✓  user.created   POST /hooks  268 B`: one line, whatever the delivery holds. */
export function deliveryRow({ settled }: DeliveryRow, screen: RowScreen): string {
  const { width, color, isJudged, isSelected } = screen
  const { text, paint } = resultOf(settled, color)
  const start = [
    isSelected ? `${color.cyan("▸")} ` : "  ",
    color.dim(clockTime(settled.at)),
    "  ",
    paint(padToCells(text, RESULT_CELLS)),
    "  ",
    ...(width >= WITH_DURATION
      ? [color.dim(padToCells(durationOf(settled), DURATION_CELLS, "right")), "  "]
      : []),
    ...(isJudged ? [padToCells(verdictText(settled.verdict, screen), verdictCells(width)), "  "] : []),
  ].join("")
  const room = width - widthOfStart(width, isJudged)
  const name = cleanText(settled.event ?? "-", 200)
  const paintName = isSelected ? color.cyan.bold : color.bold
  if (width < WITH_REQUEST) return `${start}${paintName(cutToCells(name, room))}`
  const event = padToCells(
    cutToCells(name, Math.max(EVENT_CELLS, room - SHORTEST_REQUEST - 2)),
    Math.min(EVENT_CELLS, room - SHORTEST_REQUEST - 2),
  )
  const rest = [requestText(settled, 200), ...moreOf(settled, width)].join("  ")
  return cutToCells(`${start}${paintName(event)}  ${paintRest(rest, settled, color)}`, width)
}

function widthOfStart(width: number, isJudged: boolean): number {
  const marker = 2
  const time = 8 + 2
  const duration = width >= WITH_DURATION ? DURATION_CELLS + 2 : 0
  return marker + time + RESULT_CELLS + 2 + duration + (isJudged ? verdictCells(width) + 2 : 0)
}

/** A mark, and where there is room the reason. */
function verdictText(verdict: DeliveryRow["settled"]["verdict"], { width, color }: RowScreen): string {
  if (verdict === null) return ""
  const words =
    width < WITH_REASON ? "" : verdict.verified ? " verified" : ` ${cleanText(verdict.reason, 20)}`
  return verdict.verified ? color.green(`✓${words}`) : color.red(`✗${words}`)
}

function verdictCells(width: number): number {
  return width < WITH_REASON ? 1 : REASON_CELLS
}

/** What went wrong before what is merely of interest. */
function moreOf(settled: DeliveryRow["settled"], width: number): string[] {
  const { result } = settled
  const isSaid = width >= WITH_REASON || settled.verdict?.verified === true
  const notes = notesOf({ ...settled, verdict: isSaid ? null : settled.verdict })
  return [
    ...("outcome" in result ? [cleanText(result.detail, 200)] : []),
    ...notes,
    formatSize(settled.bytes),
  ]
}

function paintRest(rest: string, { result, verdict }: DeliveryRow["settled"], color: ChalkInstance): string {
  const isBad = "outcome" in result || verdict?.verified === false
  return isBad ? rest : color.dim(rest)
}
