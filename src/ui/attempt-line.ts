import type { AttemptJson } from "../domain/api-types.ts"
import { isSuccess, type SuccessRule } from "../domain/delivery.ts"
import { cleanText } from "../domain/text.ts"
import type { View } from "./view.ts"

const REASON: Readonly<Record<string, string>> = {
  refused: "connection refused",
  timeout: "no answer in time",
  dns: "name not found",
  tls: "TLS failed",
  reset: "connection reset",
  blocked: "address not allowed",
  unknown: "outcome unknown",
}

/**
 * One attempt as a line: `✓ attempt 1  200 in 12ms  http://localhost:3000/hooks`. `isGood`: the mark, where success is not
 * what was hoped for.
 */
export function attemptLine(
  attempt: AttemptJson,
  rule: SuccessRule,
  { color }: View,
  isGood?: boolean,
): string {
  const ok = attempt.status !== null && isSuccess(rule, attempt.status)
  const mark = (isGood ?? ok) ? color.green("✓") : color.red("✗")
  return `${mark} attempt ${attempt.attempt}  ${answer(attempt, rule, ok)}  ${color.dim(cleanText(attempt.url))}`
}

function answer(attempt: AttemptJson, rule: SuccessRule, ok: boolean): string {
  const time = `${Math.round(attempt.elapsedMs)}ms`
  if (attempt.status === null) return `${REASON[attempt.outcome] ?? cleanText(attempt.outcome)} after ${time}`
  // A 2xx that does not count surprises most people: say the provider's rule.
  const surprise = !ok && rule !== "2xx" && attempt.status < 300 ? `, only ${rule.join(" or ")} counts` : ""
  return `${attempt.status} in ${time}${surprise}`
}
