import type { AttemptJson, DeliveryJson } from "../domain/api-types.ts"
import { cleanText } from "../domain/text.ts"
import { accepts } from "../providers/accepts.ts"
import { attemptLine } from "../ui/attempt-line.ts"
import { relativeTime } from "../ui/relative-time.ts"
import type { Context } from "./context.ts"
import { viewOf } from "./view-of.ts"

/** Prints one attempt: a line for people, or one JSON object. */
export function tellAttempt(
  context: Context,
  delivery: Pick<DeliveryJson, "id" | "event" | "provider">,
  attempt: AttemptJson,
): void {
  const { outcome, status, elapsedMs, response, url } = attempt
  context.out.line({
    type: "attempt",
    delivery: delivery.id,
    event: delivery.event,
    url,
    attempt: attempt.attempt,
    ok: accepts(delivery.provider, status),
    outcome,
    status,
    elapsedMs,
    response,
  })
  context.out.data(attemptLine(attempt, delivery.provider, viewOf(context)))
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
