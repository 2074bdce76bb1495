import { isSuccess, type SuccessRule } from "../domain/delivery.ts"
import { formatDuration } from "../domain/duration.ts"
import { NOT_HTTP } from "../domain/network-failure.ts"
import type { SendResult } from "../sender/send.ts"
import type { Expectation, PlannedCase, Shot } from "./case.ts"

/** What a handler's answers are measured by. */
export interface Rules {
  readonly success: SuccessRule
  readonly timeoutMs: number
}

/** A refusal with one of these means something else to a sender: gone for good, or later. */
const MISLEADING = new Set([408, 410, 425, 429])
/** Shorter values stand in an answer by chance. */
const SHORTEST_ECHO = 16

/** What is wrong with the answer to one request of a case, in one line; undefined where nothing is. */
export function judgeShot(
  { expect, judge, mayHangUp }: PlannedCase,
  shot: Shot,
  { result, expected = expect }: { readonly result: SendResult; readonly expected?: Expectation },
  rules: Rules,
): string | undefined {
  const { attempt, response } = result
  if (attempt.outcome !== "responded") {
    if (mayHangUp && attempt.outcome === "reset") return undefined
    if (attempt.outcome === "timeout") return `did not answer within ${formatDuration(rules.timeoutMs)}`
    if (attempt.detail === NOT_HTTP) return "answered with something that is not HTTP"
    return `hung up without an answer${attempt.detail === undefined ? "" : ` (${attempt.detail})`}`
  }
  const { status } = attempt
  if (judge)
    return judge({ status, headers: response?.headers ?? [], body: response?.body ?? new Uint8Array() })
  return judgeStatus(status, expected, rules) ?? judgeEcho(shot, expected, result)
}

function judgeStatus(status: number, expected: Expectation, { success }: Rules): string | undefined {
  const isGood = isSuccess(success, status)
  if (status >= 500) return `crashed with ${status}`
  if (expected === "any") return undefined
  if (expected === "accept") {
    const rule = success === "2xx" ? "any 2xx" : `exactly ${success.join(" or ")}`
    return isGood ? undefined : `answered ${status}; success is ${rule}`
  }
  if (status < 300) return `accepted it with ${status}`
  if (status < 400) return `answered ${status}: a redirect is no refusal`
  return MISLEADING.has(status)
    ? `refused it with ${status}, which tells the sender something else`
    : undefined
}

/** A handler that shows what would have been right signs for everybody. */
function judgeEcho(
  { confidential = "" }: Shot,
  expected: Expectation,
  { response }: SendResult,
): string | undefined {
  if (expected !== "reject" || confidential.length < SHORTEST_ECHO || !response) return undefined
  const digest = confidential.split(/[=,\s]/).filter((part) => part.length >= SHORTEST_ECHO)
  const text = [...response.headers.map(([, value]) => value), response.body.toString("latin1")].join("\n")
  return digest.some((part) => text.includes(part)) ? "showed the right signature in its refusal" : undefined
}
