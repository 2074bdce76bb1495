import type { VerdictJson } from "../domain/api-types.ts"

/** Most bytes of a verdict as JSON, and most causes in it: it travels in the head of a RESPONSE. */
export const MOST_VERDICT_BYTES = 4096
export const MOST_CAUSES = 3

/** A verdict as it may travel: with as many of its causes, the first ones, as there is room for. */
export function fittingVerdict({ verified, reason, causes = [] }: VerdictJson): VerdictJson {
  for (let count = Math.min(causes.length, MOST_CAUSES); count > 0; count -= 1) {
    const verdict = { verified, reason, causes: causes.slice(0, count) }
    if (fits(verdict)) return verdict
  }
  return { verified, reason }
}

/** Whether a verdict is small enough to travel. */
export function fits(verdict: VerdictJson): boolean {
  return (
    (verdict.causes?.length ?? 0) <= MOST_CAUSES &&
    Buffer.byteLength(JSON.stringify(verdict)) <= MOST_VERDICT_BYTES
  )
}
