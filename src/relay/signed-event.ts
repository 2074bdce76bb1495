import type { Provider } from "../providers/provider.ts"
import { type SignedRequest, signRequest } from "../sender/sign-request.ts"
import type { EndpointRow, EventRow } from "../store/port.ts"

/** How the relay sends events. */
export const EVENT_METHOD = "POST"

export interface EventToSign {
  readonly provider: Provider
  readonly endpoint: Pick<EndpointRow, "url" | "secret" | "previousSecret">
  readonly event: Omit<EventRow, "workspace">
  /** The moment of the attempt, which schemes with a timestamp sign. */
  readonly at: number
}

/**
 * The event's exact bytes, signed by the provider's scheme with the endpoint's secret as it is at that moment; while a
 * rotation overlaps the old secret signs as well. Rejects with what `signRequest` rejects with.
 */
export async function signedEvent({ provider, endpoint, event, at }: EventToSign): Promise<SignedRequest> {
  return await signRequest({
    provider,
    type: event.type,
    id: event.id,
    timeMs: at,
    method: EVENT_METHOD,
    url: endpoint.url,
    body: event.body,
    secrets: secretsAt(endpoint, at),
    contentType: event.contentType,
  })
}

/** The secrets that are valid for an endpoint at a moment, the current one first. */
export function secretsAt(
  { secret, previousSecret }: Pick<EndpointRow, "secret" | "previousSecret">,
  at: number,
): string[] {
  if (secret === null) return []
  return previousSecret && previousSecret.until > at ? [secret, previousSecret.secret] : [secret]
}
