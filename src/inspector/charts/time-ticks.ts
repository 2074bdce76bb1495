/** A mark on the axis of time. */
export interface TimeTick {
  readonly atMs: number
  readonly label: string
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Steps that a clock has: each divides the hour or the day. */
const STEPS_MS = [5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * MINUTE_MS)

/**
 * Marks between two times, at most `most` of them, where the clock of the reader shows something round: each full
 * quarter, each third hour, each midnight. A midnight is told by its day.
 */
export function timeTicks(fromMs: number, toMs: number, most: number, locale?: string): readonly TimeTick[] {
  const stepMs = STEPS_MS.find((step) => (toMs - fromMs) / step <= most)
  const times =
    stepMs === undefined
      ? midnights(fromMs, toMs, Math.ceil((toMs - fromMs) / (24 * HOUR_MS) / most))
      : roundTimes(fromMs, toMs, stepMs)
  return times.map((atMs) => ({ atMs, label: tickLabel(atMs, locale) }))
}

/** Local times whose distance from their midnight is a whole number of steps, also on the days on which a clock is set. */
function roundTimes(fromMs: number, toMs: number, stepMs: number): number[] {
  const times: number[] = []
  // Every zone's offset is a whole number of quarter hours.
  const unitMs = stepMs % (15 * MINUTE_MS) === 0 ? 15 * MINUTE_MS : 5 * MINUTE_MS
  for (let at = Math.ceil(fromMs / unitMs) * unitMs; at <= toMs; at += unitMs) {
    const date = new Date(at)
    const sinceMidnight = date.getHours() * HOUR_MS + date.getMinutes() * MINUTE_MS
    if (sinceMidnight % stepMs === 0) times.push(at)
  }
  return times
}

function midnights(fromMs: number, toMs: number, everyDays: number): number[] {
  const times: number[] = []
  const start = new Date(fromMs)
  for (let day = 1; ; day += everyDays) {
    const at = new Date(start.getFullYear(), start.getMonth(), start.getDate() + day).getTime()
    if (at > toMs) return times
    times.push(at)
  }
}

function tickLabel(atMs: number, locale: string | undefined): string {
  const date = new Date(atMs)
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0
  return isMidnight
    ? date.toLocaleDateString(locale, { weekday: "short", day: "numeric" })
    : clockTime(atMs, locale)
}

/** `14:05`, as the reader's own clock shows it. */
export function clockTime(atMs: number, locale?: string): string {
  return new Date(atMs).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
}

/** A step of a chart in words: `Thu 15, 14:00 to 14:30`. */
export function stepWords(atMs: number, stepMs: number, locale?: string): string {
  const day = new Date(atMs).toLocaleDateString(locale, { weekday: "short", day: "numeric" })
  return `${day}, ${clockTime(atMs, locale)} to ${clockTime(atMs + stepMs, locale)}`
}
