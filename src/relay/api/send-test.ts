import { randomUUID } from "node:crypto"
import type { AttemptedJson } from "../../domain/api-types.ts"
import type { Clock } from "../../domain/clock.ts"
import { findProvider } from "../../providers/registry.ts"
import { buildPayload } from "../../sender/build-payload.ts"
import type { EndpointRow, EventRow, Store } from "../../store/port.ts"
import { endpointDelivery, toNewDelivery, toRow } from "./endpoint-delivery.ts"
import type { DispatcherPort } from "./ports.ts"
import { attemptJson, deliveryJson } from "./rows-to-json.ts"

/**
 * Sends the provider's test event, or its first event type's sample, to one endpoint: one attempt, no schedule, also
 * when the endpoint is switched off (no provider says that it is not).
 */
export async function sendTest(
  world: { readonly store: Store; readonly clock: Clock; readonly dispatcher: DispatcherPort },
  endpoint: EndpointRow,
): Promise<AttemptedJson> {
  const { store, clock, dispatcher } = world
  const provider = findProvider(endpoint.provider)
  const now = clock.now()
  const payload = buildPayload({
    provider,
    type: provider.testEvent ?? provider.events[0]!.type,
    timeMs: now,
    seed: randomUUID(),
  })
  const event: EventRow = {
    ...payload,
    workspace: endpoint.workspace,
    provider: provider.id,
    createdAt: now,
  }
  const delivery = endpointDelivery(event, endpoint, null)
  await store.publish(event, [toNewDelivery(delivery)])
  const attempt = await dispatcher.attemptNow(delivery.id)
  const after = (await store.getDelivery(endpoint.workspace, delivery.id)) ?? toRow(delivery)
  return { delivery: deliveryJson(after), attempt: attempt && attemptJson(attempt) }
}
