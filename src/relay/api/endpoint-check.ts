import type { CreateEndpointJson, EndpointCheckJson } from "../../domain/api-types.ts"
import { refusalOf, type WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { findProvider } from "../../providers/registry.ts"
import { checkActive, endpointWarnings, refuseUrl, requireSecret } from "./endpoint-rules.ts"
import { readSubscriptions } from "./subscriptions.ts"

/** An endpoint that is to be made, as far as it is filled in. */
export type EndpointDraft = Partial<CreateEndpointJson>

/** Why a field of a draft is refused. */
export interface Refusal {
  readonly field: EndpointCheckJson["problems"][number]["field"]
  readonly error: WhkError
}

export interface CheckedDraft {
  /** Undefined when it is not named, or not known. */
  readonly provider: Provider | undefined
  /** The event types as they are kept. */
  readonly types: readonly string[]
  /** All of them, in the order of the fields. */
  readonly refusals: readonly Refusal[]
  /** What the user should know about what is taken all the same. */
  readonly warnings: readonly string[]
}

/** Holds what is there of a draft against its provider's rules and the relay's own. */
export function checkDraft(draft: EndpointDraft, allowPrivateTargets: boolean): CheckedDraft {
  const refusals: Refusal[] = []
  const isTaken = (field: Refusal["field"], check: () => void): boolean => {
    const error = refusalOf(check)
    if (error) refusals.push({ field, error })
    return !error
  }
  const { url, active, secret, events } = draft
  let provider: Provider | undefined
  if (draft.provider !== undefined)
    isTaken("provider", () => {
      provider = findProvider(draft.provider!)
    })
  if (url !== undefined)
    for (const error of refuseUrl(provider, url, allowPrivateTargets)) refusals.push({ field: "url", error })
  if (!provider) return { provider, types: [], refusals, warnings: [] }
  const known = provider
  if (active !== undefined) isTaken("active", () => checkActive(known, active))
  const isSecretTaken = secret !== undefined && isTaken("secret", () => requireSecret(known, secret))
  const { types, refused } = events ? readSubscriptions(known, events) : { types: [], refused: [] }
  for (const error of refused) refusals.push({ field: "events", error })
  const warnings = endpointWarnings(known, { events: types, secret: isSecretTaken ? secret : null })
  return { provider, types, refusals, warnings }
}
