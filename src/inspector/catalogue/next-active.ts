/** Which of `count` choices a key moves to from the one at `active`; undefined for a key that does not move. */
export function nextActive(key: string, active: number, count: number): number | undefined {
  const last = Math.max(0, count - 1)
  if (key === "ArrowDown") return active >= last ? 0 : active + 1
  if (key === "ArrowUp") return active <= 0 ? last : active - 1
  if (key === "PageDown") return Math.min(last, active + 8)
  if (key === "PageUp") return Math.max(0, active - 8)
  return undefined
}
