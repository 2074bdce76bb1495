import { nearest } from "../domain/event-types.ts"
import { WhkError } from "../errors.ts"
import { axiestudio } from "./axiestudio.ts"
import type { EventType, Provider } from "./provider.ts"

/** Every built-in provider: the five founding ones in their fixed order of precedence, then the rest by id. */
export const providers: readonly Provider[] = [axiestudio]

/** A provider by id. Throws PROVIDER_UNKNOWN with the nearest ids. */
export function findProvider(id: string): Provider {
  const found = providers.find((provider) => provider.id === id)
  if (found) return found
  const near = nearest(
    id,
    providers.map((provider) => provider.id),
  )
  throw new WhkError("PROVIDER_UNKNOWN", `"${id}" is not a provider.`, {
    hint:
      near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "Run `whk providers` to see every provider.",
  })
}

/** The provider's event type of this name, if it has one. */
export function findEventType(provider: Provider, type: string): EventType | undefined {
  return provider.events.find((event) => event.type === type)
}
