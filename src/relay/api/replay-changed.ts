import { randomUUID } from "node:crypto"
import type { AttemptedJson, ReplayJson } from "../../domain/api-types.ts"
import type { Clock } from "../../domain/clock.ts"
import { type Headers, withoutHeaders } from "../../domain/headers.ts"
import { newId } from "../../domain/ids.ts"
import { WhkError } from "../../errors.ts"
import { findProvider } from "../../providers/registry.ts"
import { sampleContext } from "../../providers/sample.ts"
import {
  type AttemptRow,
  type DeliveryRow,
  type EndpointRow,
  type EventRow,
  type InboxRow,
  INLINE_BODY_BYTES,
  type Store,
} from "../../store/port.ts"
import { readWholeBody } from "./delivery-detail.ts"
import { endpointDelivery, toNewDelivery, toRow } from "./endpoint-delivery.ts"
import { checkBody, checkHeaders, decodeBody } from "./given-content.ts"
import type { DispatcherPort, ListenerPort } from "./ports.ts"
import { resignChanges } from "./resign-changes.ts"
import { attemptJson, deliveryJson } from "./rows-to-json.ts"

interface World {
  readonly store: Store
  readonly clock: Clock
  readonly dispatcher: DispatcherPort
  readonly listeners: ListenerPort
  readonly maxBodyBytes: number
}

/** The attempt that is made at once has this long before the delivery is due by itself, should the relay die in between. */
const DUE_BY_ITSELF_MS = 5000

/** Makes a new delivery of an inbox's with another body, other headers or a new signature: to its listener now, or to the next one. */
export async function replayChangedAtInbox(
  world: World,
  original: DeliveryRow,
  { inbox, changes }: { readonly inbox: InboxRow; readonly changes: ReplayJson },
): Promise<AttemptedJson> {
  const { store, clock, listeners } = world
  const now = clock.now()
  const { headers, body } = await changedRequest(world, original, { inbox, changes, now })
  const isInline = body.length <= INLINE_BODY_BYTES
  const id = newId("dlv")
  if (!isInline) await appendChunks(store, id, body)
  const delivery = {
    id,
    workspace: original.workspace,
    origin: original.origin,
    provider: original.provider,
    eventType: original.eventType,
    createdAt: now,
    request: {
      ...original.request,
      // The length is that of the bytes, whoever sends them.
      headers: withoutHeaders(headers, ["content-length"]),
    },
    bodyBytes: body.length,
    nextAttemptAt: now + DUE_BY_ITSELF_MS,
    replayOf: original.id,
  }
  await store.insertDelivery({ ...delivery, body: isInline ? body : null })
  const row = toRow(delivery)
  return await attempted(store, row, await listeners.replay(row))
}

/** What is sent instead, signed anew where that is wanted. */
async function changedRequest(
  { store, listeners, maxBodyBytes }: World,
  original: DeliveryRow,
  { inbox, changes, now }: { readonly inbox: InboxRow; readonly changes: ReplayJson; readonly now: number },
): Promise<{ readonly headers: Headers; readonly body: Uint8Array }> {
  const { bodyBase64, headers = original.request.headers } = changes
  const body = bodyBase64 === undefined ? await readWholeBody(store, original) : decodeBody(bodyBase64)
  checkBody(body, maxBodyBytes)
  if (changes.headers) checkHeaders(changes.headers)
  if (!changes.resign) return { headers, body }
  const url = listeners.urlOf(inbox) + original.request.target
  return await resignChanges({ original, inbox, url, headers, body, timeMs: now }, changes)
}

/**
 * Makes a new event of an endpoint's delivery, of the same type with another body, and a delivery of it to that
 * endpoint alone: one attempt now, no schedule.
 */
export async function replayChangedAtEndpoint(
  world: World,
  original: DeliveryRow,
  { endpoint, changes }: { readonly endpoint: EndpointRow; readonly changes: ReplayJson },
): Promise<AttemptedJson> {
  const { store, clock, dispatcher } = world
  const { origin, workspace } = original
  if (changes.headers !== undefined || changes.bodyBase64 === undefined)
    throw new WhkError("USAGE", "The headers of a delivery to an endpoint are made for each attempt anew.", {
      hint: "Pass bodyBase64 alone.",
    })
  const body = decodeBody(changes.bodyBase64)
  checkBody(body, world.maxBodyBytes)
  const before = origin.kind === "endpoint" ? await store.getEvent(workspace, origin.event) : null
  if (!before)
    throw new WhkError("RULE_REFUSED", `The event of ${original.id} is no longer stored.`, {
      hint: "Publish it anew: whk trigger <event>.",
    })
  const now = clock.now()
  const event: EventRow = {
    ...before,
    id: findProvider(before.provider).newEventId(sampleContext(randomUUID(), now)),
    createdAt: now,
    body,
  }
  const delivery = { ...endpointDelivery(event, endpoint, null), replayOf: original.id }
  await store.publish(event, [toNewDelivery(delivery)])
  return await attempted(store, toRow(delivery), await dispatcher.attemptNow(delivery.id))
}

async function attempted(store: Store, row: DeliveryRow, attempt: AttemptRow | null): Promise<AttemptedJson> {
  const after = (await store.getDelivery(row.workspace, row.id)) ?? row
  return { delivery: deliveryJson(after), attempt: attempt && attemptJson(attempt) }
}

async function appendChunks(store: Store, id: string, body: Uint8Array): Promise<void> {
  const writes: Promise<void>[] = []
  for (let at = 0; at < body.length; at += INLINE_BODY_BYTES)
    writes.push(store.appendChunk(id, writes.length, body.subarray(at, at + INLINE_BODY_BYTES)))
  await Promise.all(writes)
}
