import leven from "leven"

/** Whether an event type matches a pattern such as `user.*`, `*` or `invoice.paid`; `*` also matches dots. */
export function matchesEventType(pattern: string, eventType: string): boolean {
  if (!pattern.includes("*")) return pattern === eventType
  const parts = pattern.split("*")
  const first = parts[0]!
  const last = parts.at(-1)!
  if (!eventType.startsWith(first) || !eventType.endsWith(last)) return false
  // Walking the literals from the left is enough: no regular expression, no backtracking.
  let from = first.length
  const end = eventType.length - last.length
  for (const literal of parts.slice(1, -1)) {
    const at = eventType.indexOf(literal, from)
    if (at === -1 || at + literal.length > end) return false
    from = at + literal.length
  }
  return from <= end
}

/** Nobody mistypes a name into a longer one, and comparing takes time that grows with both lengths. */
const LONGEST_NAME = 200

/** The names nearest to a mistyped one, nearest first, none when nothing is near. */
export function nearest(name: string, known: readonly string[], count = 3): string[] {
  if (name.length > LONGEST_NAME) return []
  const lower = name.toLowerCase()
  return known
    .map((candidate) => ({ candidate, distance: distance(lower, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, candidate.length / 3))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate)
}

function distance(name: string, candidate: string): number {
  return candidate.includes(name) && name.length > 2 ? 1 : leven(name, candidate)
}
