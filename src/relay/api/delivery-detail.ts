import type { DeliveryDetailJson } from "../../domain/api-types.ts"
import type { Headers } from "../../domain/headers.ts"
import { type AttemptRow, type DeliveryRow, INLINE_BODY_BYTES, type Store } from "../../store/port.ts"
import { WhkError } from "../../errors.ts"
import type { ListenerPort } from "./ports.ts"
import { attemptJson, deliveryJson } from "./rows-to-json.ts"

// A whole number of the store's chunks.
const MOST_SHOWN_BYTES = 16 * INLINE_BODY_BYTES

/** A delivery with its request as sent last, the first MiB of its body (or as much as is asked for), and every attempt. */
export async function deliveryDetail(
  store: Store,
  listeners: Pick<ListenerPort, "urlOf">,
  delivery: DeliveryRow,
  mostBytes: number = MOST_SHOWN_BYTES,
): Promise<DeliveryDetailJson> {
  const attempts = await store.listAttempts(delivery.id)
  const body = await readBody(store, delivery, mostBytes)
  return {
    ...deliveryJson(delivery),
    request: {
      method: delivery.request.method,
      url: await requestUrl(store, listeners, delivery, attempts),
      headers: lastSigned(attempts)?.requestHeaders ?? delivery.request.headers,
      bodyBase64: body.bytes.toString("base64"),
      bodyBytes: delivery.bodyBytes,
      ...(body.isDamaged && { damaged: true }),
    },
    attemptLog: attempts.map(attemptJson),
  }
}

/** What is signed, and when that was: a live delivery as it came in, another one as it was sent last. */
export async function sentLast(
  store: Store,
  listeners: Pick<ListenerPort, "urlOf">,
  delivery: DeliveryRow,
): Promise<{ readonly url: string; readonly headers: Headers; readonly at: number }> {
  const attempts = await store.listAttempts(delivery.id)
  const signed = lastSigned(attempts)
  return {
    url: await requestUrl(store, listeners, delivery, attempts),
    headers: signed?.requestHeaders ?? delivery.request.headers,
    at: signed?.at ?? delivery.createdAt,
  }
}

/** The last attempt that has headers of its own. */
function lastSigned(attempts: readonly AttemptRow[]): AttemptRow | undefined {
  return attempts.findLast(({ requestHeaders }) => requestHeaders !== null)
}

/** Where a live delivery came in; where the last attempt of another went, or the next one will go. */
async function requestUrl(
  store: Store,
  listeners: Pick<ListenerPort, "urlOf">,
  { workspace, origin, request }: DeliveryRow,
  attempts: readonly AttemptRow[],
): Promise<string> {
  if (origin.kind === "inbox") {
    const inbox = await store.getInbox(workspace, origin.inbox)
    return inbox ? `${listeners.urlOf(inbox)}${request.target}` : request.target
  }
  const lastUrl = attempts.at(-1)?.url
  if (lastUrl) return lastUrl
  return (await store.getEndpoint(workspace, origin.endpoint))?.url ?? request.target
}

/** The whole body of a delivery. Throws DELIVERY_DAMAGED. */
export async function readWholeBody(
  store: Store,
  { id, bodyBytes }: Pick<DeliveryRow, "id" | "bodyBytes">,
): Promise<Buffer> {
  const { bytes, isDamaged } = await readBody(store, { id, bodyBytes }, Infinity)
  if (isDamaged) throw new WhkError("DELIVERY_DAMAGED", `The body of ${id} is damaged.`)
  return bytes
}

/** The beginning of a delivery's body, in whole chunks of the store; of a damaged one what comes before the damage. */
async function readBody(
  store: Store,
  { id, bodyBytes }: Pick<DeliveryRow, "id" | "bodyBytes">,
  mostBytes: number,
): Promise<{ readonly bytes: Buffer; readonly isDamaged: boolean }> {
  const wantedBytes = Math.min(bodyBytes, mostBytes)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    while (size < wantedBytes) {
      const chunk = await store.readChunk(id, chunks.length)
      if (!chunk) break
      chunks.push(chunk)
      size += chunk.length
    }
  } catch (error) {
    if (!(error instanceof WhkError) || error.code !== "DELIVERY_DAMAGED") throw error
    return { bytes: Buffer.concat(chunks), isDamaged: true }
  }
  return { bytes: Buffer.concat(chunks), isDamaged: false }
}
