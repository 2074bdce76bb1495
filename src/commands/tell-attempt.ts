import type { AttemptJson, DeliveryJson } from "../domain/api-types.ts"
import { isSuccess, type SuccessRule } from "../domain/delivery.ts"
import { cleanText } from "../domain/text.ts"
import { successRule } from "../providers/accepts.ts"
import { attemptLine } from "../ui/attempt-line.ts"
import { relativeTime } from "../ui/relative-time.ts"
import type { Context } from "./context.ts"
import { viewOf } from "./view-of.ts"

/** What a line says beside the attempt itself. */
interface Telling {
  /** Which statuses are success; the built-in provider's rule by default. */
  readonly rule?: SuccessRule
  /** Whether the answer is the one hoped for, where that is not success. */
  readonly isGood?: boolean
  /** Further fields of the JSON object. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** Prints one attempt: a line for people, or one JSON object. */
export function tellAttempt(
  context: Context,
  delivery: Pick<DeliveryJson, "id" | "event" | "provider">,
  attempt: AttemptJson,
  { rule = successRule(delivery.provider), isGood, more = {} }: Telling = {},
): void {
  const { outcome, status, elapsedMs, response, url } = attempt
  context.out.line({
    type: "attempt",
    delivery: delivery.id,
    event: delivery.event,
    url,
    attempt: attempt.attempt,
    ok: status !== null && isSuccess(rule, status),
    outcome,
    status,
    elapsedMs,
    response,
    ...more,
  })
  context.out.data(attemptLine(attempt, rule, viewOf(context), isGood))
}

/** Says where the deliveries stand: how many arrived, and for the others what happens next. */
export function tellStanding(context: Context, deliveries: readonly DeliveryJson[]): void {
  const { out, clock } = context
  const open = deliveries.filter(({ status }) => status !== "delivered")
  out.talk(`${deliveries.length - open.length} of ${deliveries.length} delivered.`)
  for (const { id, status, attempts, nextAttemptAt } of open) {
    const next =
      status !== "pending"
        ? `given up after ${attempts} ${attempts === 1 ? "attempt" : "attempts"}`
        : `attempt ${attempts + 1} is due ${relativeTime(nextAttemptAt, clock.now())}`
    out.talk(out.talkColor.dim(`  ${cleanText(id)}: ${next}`))
  }
  if (open.length > 0) out.talk(out.talkColor.dim(`See \`whk delivery ${cleanText(open[0]!.id)}\`.`))
}
