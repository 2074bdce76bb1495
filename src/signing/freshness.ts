import type { TimestampRule } from "./scheme.ts"
import { parseTimestamp } from "./timestamp.ts"
import type { TimestampVerdict, VerifyInput } from "./verification.ts"

/** How old a timestamp is and whether that is accepted. Null when the text is not a time in the rule's unit. */
export function judgeTimestamp(
  rule: TimestampRule,
  { value, signed }: { readonly value: string; readonly signed: boolean },
  { nowMs, toleranceSeconds }: Pick<VerifyInput, "nowMs" | "toleranceSeconds">,
): TimestampVerdict | null {
  const timeMs = parseTimestamp(value, rule.unit)
  if (timeMs === undefined) return null
  const ageSeconds = Math.floor((nowMs - timeMs) / 1000)
  const oldest = toleranceSeconds ?? rule.toleranceSeconds
  const furthest = toleranceSeconds ?? rule.futureToleranceSeconds
  const judged = oldest !== undefined || furthest !== undefined
  const fresh = ageSeconds <= (oldest ?? Infinity) && -ageSeconds <= (furthest ?? Infinity)
  return { value, ageSeconds, fresh: judged ? fresh : null, signed }
}
