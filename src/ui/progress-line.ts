import type { ChalkInstance } from "chalk"
import { cutToCells } from "./cells.ts"

export interface ProgressView {
  readonly done: number
  /** Undefined where nobody knows it before the end. */
  readonly total: number | undefined
  /** What is counted, in a word that follows the number: `sent`, `judged`. */
  readonly what: string
}

const BAR_CELLS = 24
/** A screen with less has no room for a bar. */
const WITH_BAR = 60

/** `━━━━━━━━──── 120 of 400 sent`: how far long work is, in less than a line. */
export function progressLine(
  { done, total, what }: ProgressView,
  { columns, color }: { readonly columns: number; readonly color: ChalkInstance },
): string {
  if (total === undefined) return cutToCells(`${color.dim("…")} ${done} ${what}`, columns - 1)
  const share = total === 0 ? 1 : Math.min(1, done / total)
  const full = Math.round(share * BAR_CELLS)
  const bar = `${color.cyan("━".repeat(full))}${color.dim("─".repeat(BAR_CELLS - full))} `
  return cutToCells(`${columns < WITH_BAR ? "" : bar}${done} of ${total} ${what}`, columns - 1)
}
