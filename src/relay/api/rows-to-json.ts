import type { AttemptJson, DeliveryJson, EndpointJson, KeyJson } from "../../domain/api-types.ts"
import type { AttemptRow, DeliveryRow, EndpointRow, KeyRow } from "../../store/port.ts"

/** Milliseconds since the epoch as the API writes a time. */
export function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString()
}

function isoTimeOrNull(timeMs: number | null): string | null {
  return timeMs === null ? null : isoTime(timeMs)
}

/** An endpoint without its secret. */
export function endpointJson(
  row: EndpointRow,
  { now, lastDeliveryAt }: { readonly now: number; readonly lastDeliveryAt: number | null },
): EndpointJson {
  const { id, provider, url, name, description, events, active, secret, previousSecret } = row
  const isOverlapping = previousSecret !== null && previousSecret.until > now
  return {
    id,
    provider,
    url,
    name,
    description,
    events,
    active,
    ...(row.failingSince !== null && { failingSince: isoTime(row.failingSince) }),
    ...(row.disabledWhy !== null && { disabledWhy: row.disabledWhy }),
    secrets: (secret === null ? 0 : 1) + (isOverlapping ? 1 : 0),
    lastDeliveryAt: isoTimeOrNull(lastDeliveryAt),
    createdAt: isoTime(row.createdAt),
    updatedAt: isoTime(row.updatedAt),
  }
}

export function deliveryJson(row: DeliveryRow): DeliveryJson {
  const { id, origin, eventType, provider, status, responseStatus, elapsedMs, attempts, replayOf } = row
  return {
    id,
    event: eventType,
    provider,
    ...(origin.kind === "endpoint" ? { endpoint: origin.endpoint } : { inbox: origin.inbox }),
    createdAt: isoTime(row.createdAt),
    status,
    responseStatus,
    elapsedMs,
    attempts,
    nextAttemptAt: isoTimeOrNull(row.nextAttemptAt),
    replayOf,
    ...(row.retries !== null && { retries: row.retries }),
    ...(row.duplicates > 0 && { duplicates: row.duplicates }),
    method: row.request.method,
    path: row.request.target,
    bytes: row.bodyBytes,
    ...(row.verdict && { verdict: row.verdict }),
  }
}

export function attemptJson(row: AttemptRow): AttemptJson {
  const { id, number, at, url, outcome, status, elapsedMs, detail, responseHeaders, responseBody } = row
  return {
    id,
    attempt: number,
    at: isoTime(at),
    url,
    outcome,
    status,
    elapsedMs,
    detail,
    response: responseHeaders && {
      headers: responseHeaders,
      bodyBase64: Buffer.from(responseBody ?? []).toString("base64"),
    },
  }
}

/** An API key without the key. */
export function keyJson({ id, name, lastFour, createdAt, revokedAt }: KeyRow): KeyJson {
  return { id, name, lastFour, createdAt: isoTime(createdAt), revokedAt: isoTimeOrNull(revokedAt) }
}
