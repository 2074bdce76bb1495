import { WhkError } from "../errors.ts"

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** Milliseconds of a duration such as `500ms`, `30s`, `5m`, `24h` or `7d`. Throws DURATION_INVALID. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim())
  if (!match) throw new WhkError("DURATION_INVALID", `"${text}" is not a duration.`)
  return Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS]
}

/** A duration for people: the largest units that read well, `2m 30s`, `6d 1h`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)}ms`
  const parts: string[] = []
  let leftMs = Math.round(durationMs / 1000) * 1000
  for (const [unit, size] of [
    ["d", UNIT_MS.d],
    ["h", UNIT_MS.h],
    ["m", UNIT_MS.m],
    ["s", UNIT_MS.s],
  ] as const) {
    const count = Math.floor(leftMs / size)
    if (count > 0) parts.push(`${count}${unit}`)
    leftMs -= count * size
  }
  return parts.slice(0, 2).join(" ")
}
