import { type AttemptResult, isSuccess } from "../../domain/delivery.ts"
import { formatDuration } from "../../domain/duration.ts"
import type { DeliveryRules } from "../../providers/provider.ts"
import type { EndpointRow } from "../../store/port.ts"
import type { AttemptWorld } from "./attempt.ts"
import { isGone } from "./settle.ts"

/**
 * Keeps an endpoint's health after an attempt. One that said it is gone, to a provider that listens to that, is
 * switched off at once; one that has only failed for too long as well. Its deliveries are kept, and wait.
 */
export async function noteEndpoint(
  { store, disableAfterMs, onDisabled }: AttemptWorld,
  endpoint: EndpointRow,
  {
    rules,
    result,
    at,
  }: { readonly rules: DeliveryRules; readonly result: AttemptResult; readonly at: number },
): Promise<void> {
  const ok = result.outcome === "responded" && isSuccess(rules.success, result.status)
  if (ok && endpoint.failingSince === null) return
  const gone = isGone(rules, result)
  const why = gone ? "it answered 410 Gone" : `it has only failed for ${formatDuration(disableAfterMs)}`
  const afterMs = gone ? 0 : disableAfterMs
  if (!ok && !Number.isFinite(afterMs) && endpoint.failingSince !== null) return
  const { workspace, id } = endpoint
  const isDisabled = await store.noteEndpoint(workspace, id, { ok, at, disableAfterMs: afterMs, why })
  if (isDisabled) onDisabled?.(endpoint, why)
}
