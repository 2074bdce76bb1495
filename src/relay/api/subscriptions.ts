import { matchesEventType, nearest } from "../../domain/event-types.ts"
import { refusalOf, WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { findEventType, requireEventType } from "../../providers/registry.ts"

/** What an endpoint wants to subscribe to, as far as it may. */
export interface Subscriptions {
  /** As they are kept: `*` spelled out where the provider's list is complete, patterns as they are, nothing twice. */
  readonly types: readonly string[]
  /** Why the others are refused: EVENT_UNKNOWN or RULE_REFUSED. */
  readonly refused: readonly WhkError[]
}

/** Reads the event types and patterns, such as `user.*`, of an endpoint. */
export function readSubscriptions(provider: Provider, wanted: readonly string[]): Subscriptions {
  if (wanted.length === 0)
    return {
      types: [],
      refused: [
        new WhkError(
          "RULE_REFUSED",
          `${provider.name}: an endpoint has at least one event type, events is [].`,
          { hint: 'Name event types, or pass ["*"] for all of them.' },
        ),
      ],
    }
  const types = new Set<string>()
  const refused: WhkError[] = []
  for (const pattern of new Set(wanted)) {
    const refusal = refusalOf(() => {
      for (const type of resolveOne(provider, pattern)) types.add(type)
    })
    if (refusal) refused.push(refusal)
  }
  return { types: [...types], refused }
}

/** The event types of an endpoint as they are kept. Throws EVENT_UNKNOWN or RULE_REFUSED. */
export function resolveSubscriptions(provider: Provider, wanted: readonly string[]): readonly string[] {
  const { types, refused } = readSubscriptions(provider, wanted)
  if (refused[0]) throw refused[0]
  return types
}

function resolveOne(provider: Provider, pattern: string): readonly string[] {
  if (!pattern.includes("*")) {
    requireEventType(provider, pattern)
    if (findEventType(provider, pattern)?.status === "test-only") throw testOnly(provider, pattern)
    return [pattern]
  }
  if (provider.unknownEvents?.accept === "any") return [pattern]
  if (pattern === "*") return namesOf(provider, "live")
  const subscribable = [...namesOf(provider, "live"), ...namesOf(provider, "coming-soon")]
  if (subscribable.some((type) => matchesEventType(pattern, type))) return [pattern]
  const near = nearest(pattern, subscribable)
  throw new WhkError("EVENT_UNKNOWN", `"${pattern}" fits no event type of ${provider.name}.`, {
    hint:
      near.length > 0
        ? `Did you mean ${near.join(" or ")}?`
        : `Run \`whk events --provider ${provider.id}\` to see every event type.`,
  })
}

function namesOf(provider: Provider, status: "live" | "coming-soon"): string[] {
  return provider.events.filter((event) => event.status === status).map(({ type }) => type)
}

/** Why an event that only a test sends is refused. */
export function testOnly(provider: Provider, type: string): WhkError {
  return new WhkError("RULE_REFUSED", `${provider.name}: "${type}" is sent by a test only.`, {
    hint: "Run `whk test <endpoint>` to send it.",
  })
}

/** What the user should know about event types that were taken: announced only, or not in the provider's list. */
export function subscriptionWarnings(provider: Provider, events: readonly string[]): string[] {
  return events
    .filter((type) => !type.includes("*"))
    .flatMap((type) => requireEventType(provider, type).warning ?? [])
}

/** Whether an endpoint with these event types gets an event of this type. */
export function isSubscribed(events: readonly string[], type: string): boolean {
  return events.some((pattern) => matchesEventType(pattern, type))
}
