import type { Headers } from "../../domain/headers.ts"
import { readEventType } from "../../providers/read-names.ts"
import { builtIn } from "../../providers/registry.ts"

const LONGEST = 200
const NO_BODY = new Uint8Array()

/** Headers that name the event type whoever sends them. */
const USUAL_HEADER =
  /^x-(?:webhook|github|gitlab|gitea)-event$|^(?:x-)?shopify-topic$|^(?:webhook-|linear-)event$/i

/**
 * What a delivery is about: as the inbox's provider says it, also in the body where all of that is at hand; without a
 * provider only headers are looked into. Null when it is not said.
 */
export function eventTypeOf(
  providerId: string | null,
  headers: Headers,
  body: Uint8Array | null,
): string | null {
  const provider = builtIn(providerId)
  const named = provider && readEventType(provider, headers, body ?? NO_BODY)
  const type = named ?? headers.find(([name]) => USUAL_HEADER.test(name))?.[1]
  return type?.slice(0, LONGEST) ?? null
}
