import type { ProviderEventJson } from "../../domain/api-types.ts"
import { matchesWords } from "../catalogue/matches-words.ts"

/** All that can be subscribed to. */
export const ALL_EVENTS = "*"

/** The event types of a provider that a search finds. */
export function findEvents(
  events: readonly ProviderEventJson[],
  search: string,
): readonly ProviderEventJson[] {
  return events.filter(({ type, title }) => matchesWords(search, [type, title]))
}

/** The choice with this event type put in or taken out. Whoever picks one no longer means all, and the reverse. */
export function toggleEvent(chosen: readonly string[], type: string): readonly string[] {
  if (chosen.includes(type)) return chosen.filter((other) => other !== type)
  return type === ALL_EVENTS ? [ALL_EVENTS] : [...chosen.filter((other) => other !== ALL_EVENTS), type]
}

/**
 * The event type or pattern that a search could mean beside what is listed, such as `user.*`; undefined where it is
 * none, finds something, or is chosen already. Whether the provider takes it is for the relay to say.
 */
export function typedEvent(
  events: readonly ProviderEventJson[],
  search: string,
  chosen: readonly string[],
): string | undefined {
  const type = search.trim()
  const isListed = type.includes(ALL_EVENTS)
    ? type === ALL_EVENTS || chosen.includes(type)
    : chosen.includes(type) || findEvents(events, type).length > 0
  return isListed || !/^[\x21-\x7e]{2,200}$/.test(type) ? undefined : type
}
