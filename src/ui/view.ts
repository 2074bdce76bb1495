import type { ChalkInstance } from "chalk"
import { cleanText } from "../domain/text.ts"
import { relativeTime } from "./relative-time.ts"

/** What a view needs to know of the screen and the time. */
export interface View {
  readonly color: ChalkInstance
  readonly columns: number
  readonly nowMs: number
}

/** A time in full and seen from now. */
export function whenText(iso: string, nowMs: number): string {
  const relative = relativeTime(iso, nowMs)
  return relative === "-" ? "unknown" : `${cleanText(iso)} (${relative})`
}
