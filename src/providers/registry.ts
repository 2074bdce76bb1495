import { nearest } from "../domain/event-types.ts"
import { WhkError } from "../errors.ts"
import { providers } from "./catalogue.ts"
import type { EventType, Provider } from "./provider.ts"

const byId = new Map(providers.map((provider) => [provider.id, provider]))

/** The built-in provider of this id, if there is one. */
export function builtIn(id: string | null | undefined): Provider | undefined {
  return id === null || id === undefined ? undefined : byId.get(id)
}

/** A provider by id. Throws PROVIDER_UNKNOWN with the nearest ids. */
export function findProvider(id: string): Provider {
  const found = builtIn(id)
  if (found) return found
  const near = nearest(
    id,
    providers.map((provider) => provider.id),
  )
  throw new WhkError(
    "PROVIDER_UNKNOWN",
    `"${id}" is not a provider.`,
    hintOf(near, "Run `whk providers` to see every provider."),
  )
}

/** How a command line names this provider: by its id, or by its file. */
export function nameForFlag({ id, file }: Pick<Provider, "id" | "file">): string {
  if (!file) return id
  return /^[\w@%+=:,./\\-]+$/.test(file.path) ? file.path : `'${file.path.replaceAll("'", "'\\''")}'`
}

/** The provider's event type of this name, if it has one. */
export function findEventType(provider: Provider, type: string): EventType | undefined {
  return provider.events.find((event) => event.type === type)
}

export interface ProviderChoice {
  readonly provider: Provider
  /** Other providers that have the event type as well. */
  readonly alternatives: readonly Provider[]
}

/**
 * The provider meant when none is named: the first in the fixed order that has the event type, and standard-webhooks
 * without one. Throws EVENT_UNKNOWN with the nearest names of all providers.
 */
export function chooseProvider(eventType: string | undefined): ProviderChoice {
  if (eventType === undefined) return { provider: findProvider("standard-webhooks"), alternatives: [] }
  const [provider, ...alternatives] = providers.filter((candidate) => findEventType(candidate, eventType))
  if (provider) return { provider, alternatives }
  const near = nearest(eventType, [
    ...new Set(providers.flatMap(({ events }) => events.map(({ type }) => type))),
  ])
  throw new WhkError(
    "EVENT_UNKNOWN",
    `No provider has an event type "${eventType}".`,
    hintOf(near, "Run `whk events` to see every event type."),
  )
}

export interface RequiredEventType {
  readonly eventType: EventType
  /** What the user should know about it: not live yet, or not in our list. */
  readonly warning?: string
}

/** The provider's event type of this name, or one it takes unknown. Throws EVENT_UNKNOWN with the nearest names. */
export function requireEventType(provider: Provider, type: string): RequiredEventType {
  const known = findEventType(provider, type)
  if (known?.status === "coming-soon")
    return { eventType: known, warning: `${type} is announced by ${provider.name} as coming soon.` }
  if (known) return { eventType: known }
  return unknownEventType(provider, type)
}

function unknownEventType(provider: Provider, type: string): RequiredEventType {
  const rule = provider.unknownEvents
  const isDotted = /^\w+(\.\w+)+$/.test(type)
  if (type === "" || !rule || (rule.accept === "dotted" && !isDotted)) {
    const message = `"${type}" is not an event type of ${provider.name}.`
    const owner = providers.find((candidate) => findEventType(candidate, type))
    if (owner)
      throw new WhkError("EVENT_UNKNOWN", message, {
        hint: `It is one of ${owner.name}: --provider ${owner.id}.`,
      })
    const near = nearest(
      type,
      provider.events.map((event) => event.type),
    )
    throw new WhkError(
      "EVENT_UNKNOWN",
      message,
      hintOf(near, `Run \`whk events --provider ${nameForFlag(provider)}\` to see every event type.`),
    )
  }
  const eventType: EventType = {
    type,
    title: "Not in the list of known event types",
    status: "live",
    sample: (context, id) => rule.sample(type, context, id),
  }
  if (rule.accept === "any") return { eventType }
  return {
    eventType,
    warning: `${type} is not among the ${provider.events.length} known event types of ${provider.name}.`,
  }
}

function hintOf(near: readonly string[], otherwise: string): { hint: string } {
  return { hint: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : otherwise }
}
