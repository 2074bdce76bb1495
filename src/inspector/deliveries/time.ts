/** The time of day to the millisecond; of another day than today the date before it. */
export function clockTime(iso: string, now: Date = new Date()): string {
  const at = new Date(iso)
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, "0")}`
  if (at.toDateString() === now.toDateString()) return time
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${time.slice(0, 8)}`
}

function two(number: number): string {
  return String(number).padStart(2, "0")
}
