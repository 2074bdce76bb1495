import type { PublishedJson, PublishJson } from "../domain/api-types.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT, WhkError } from "../errors.ts"
import { findProvider } from "../providers/registry.ts"
import { interruptedCode, type Connection } from "./connection.ts"
import type { Context } from "./context.ts"
import { followDeliveries } from "./follow-deliveries.ts"
import { tellAttempt, tellStanding } from "./tell-attempt.ts"

/** How long a command waits for outcomes: all five attempts of Axie Studio fit, and any answer in 30 s. */
export const FOLLOW_MS = 45_000

/**
 * Publishes an event and, with `wait`, tells every attempt until the outcomes are known or FOLLOW_MS passed. Returns
 * the exit code; throws NOBODY_SUBSCRIBED when no endpoint gets the event.
 */
export async function publishEvent(
  context: Context,
  { api, isHost }: Connection,
  { input, wait }: { readonly input: PublishJson; readonly wait: boolean },
): Promise<number> {
  const { out, clock, stop } = context
  const published = await api.publish(input)
  const { event, deliveries } = published
  if (deliveries.length === 0) throw nobodySubscribed(context, published)
  out.talk(
    `Published ${cleanText(event.type)} as ${cleanText(event.id)} for ${count(deliveries.length, "endpoint")}.`,
  )
  if (!wait) {
    out.line({ type: "published", event: event.id, deliveries: deliveries.map(({ id }) => id) })
    out.data(deliveries.map(({ id }) => cleanText(id)).join("\n"))
    if (isHost?.()) sayThatTheyWait(context)
    return EXIT.done
  }
  const latest = await followDeliveries({
    api,
    deliveries: deliveries.map((delivery) => ({ ...delivery, attempts: 0 })),
    boundMs: FOLLOW_MS,
    now: () => clock.now(),
    stop,
    onAttempt: (delivery, attempt) => tellAttempt(context, delivery, attempt),
  })
  tellStanding(context, latest)
  if (isHost?.() && latest.some(({ status }) => status === "pending")) sayThatTheyWait(context)
  if (stop.aborted) return interruptedCode(context)
  return latest.every(({ status }) => status === "delivered") ? EXIT.done : EXIT.bad
}

function sayThatTheyWait({ out }: Context): void {
  out.warn("what is not delivered yet waits until a relay runs: start one with `whk relay`.")
}

function nobodySubscribed({ out }: Context, { event, skipped }: PublishedJson): WhkError {
  const provider = findProvider(event.provider)
  for (const { endpoint, url, why } of skipped.slice(0, 10))
    out.talk(
      `  ${cleanText(endpoint)}  ${why === "inactive" ? "inactive" : "not subscribed"}  ${cleanText(url)}`,
    )
  const message = `No active endpoint of ${provider.name} is subscribed to ${cleanText(event.type)}.`
  const inactive = skipped.find(({ why }) => why === "inactive")
  const other = skipped[0]
  if (inactive)
    return new WhkError("NOBODY_SUBSCRIBED", message, {
      hint: `Switch one on: whk enable ${cleanText(inactive.endpoint)}`,
    })
  return new WhkError("NOBODY_SUBSCRIBED", message, {
    hint: other
      ? `Subscribe one: whk update ${cleanText(other.endpoint)} --add-event ${cleanText(event.type)}`
      : `Register one: whk create <url> --provider ${provider.id} --events ${cleanText(event.type)}`,
  })
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`
}
