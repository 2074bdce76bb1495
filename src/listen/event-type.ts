import { firstHeader } from "../domain/headers.ts"
import { detectProviders } from "../providers/detect.ts"
import type { Provider } from "../providers/provider.ts"
import { readEventType } from "../providers/read-names.ts"
import type { RequestInfo } from "../tunnel/frames.ts"

const NO_BODY = new Uint8Array()
const USUAL_HEADER = "x-webhook-event"
const USUAL_FIELDS = ["event", "type", "event_type"]

/**
 * What a delivery says it is about, for people to read: as the inbox's provider names it, else as a provider whose
 * signature it carries does, else in the usual places. Null when it does not say; without a body only headers count.
 */
export function eventTypeOf(
  request: RequestInfo,
  body: Uint8Array | null,
  provider: Provider | undefined,
): string | null {
  const candidates = provider
    ? [provider]
    : detectProviders({ headers: request.headers, body: body ?? NO_BODY })
  for (const candidate of candidates) {
    const type = readEventType(candidate, request.headers, body ?? NO_BODY)
    if (type !== undefined) return type
  }
  return firstHeader(request.headers, USUAL_HEADER) ?? usualField(body)
}

function usualField(body: Uint8Array | null): string | null {
  if (body?.[0] !== 0x7b) return null
  try {
    const json = new Map<string, unknown>(Object.entries(JSON.parse(Buffer.from(body).toString()) as object))
    const found = USUAL_FIELDS.map((field) => json.get(field)).find((value) => typeof value === "string")
    return typeof found === "string" ? found : null
  } catch {
    return null
  }
}
