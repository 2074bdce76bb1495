import { newId } from "../../domain/ids.ts"
import { parseTarget } from "../../domain/target.ts"
import type { DeliveryRow, EndpointRow, EventRow, NewDelivery } from "../../store/port.ts"

/** A delivery whose body is its event's, before its first attempt. */
export type Unsent = Omit<NewDelivery, "body" | "leaseUntil">

/** The delivery of an event to an endpoint, due at `dueAt`; null: tried by hand only. */
export function endpointDelivery(event: EventRow, endpoint: EndpointRow, dueAt: number | null): Unsent {
  return {
    id: newId("dlv"),
    workspace: endpoint.workspace,
    origin: { kind: "endpoint", endpoint: endpoint.id, event: event.id },
    provider: event.provider,
    eventType: event.type,
    createdAt: event.createdAt,
    // Signatures are made for each attempt, so the rest of the headers is written down there.
    request: {
      method: "POST",
      target: parseTarget(endpoint.url).path,
      headers: [["Content-Type", event.contentType]],
    },
    bodyBytes: event.body.length,
    nextAttemptAt: dueAt,
    replayOf: null,
  }
}

/** What the store takes to write it. */
export function toNewDelivery(delivery: Unsent): NewDelivery {
  return { ...delivery, body: null }
}

/** The row that the store will make of it. */
export function toRow(delivery: Unsent): DeliveryRow {
  return {
    ...delivery,
    status: "pending",
    attempts: 0,
    responseStatus: null,
    elapsedMs: null,
    leaseUntil: null,
    epoch: 0,
    retries: null,
    duplicates: 0,
    verdict: null,
    endedAt: null,
  }
}
