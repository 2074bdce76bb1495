import { type Header, type Headers, withoutHeaders } from "../domain/headers.ts"
import type { Provider } from "../providers/provider.ts"
import { readEventId, readEventType } from "../providers/read-names.ts"
import { sampleContext } from "../providers/sample.ts"
import { isCoded, signatureHeaders } from "../signing/scheme.ts"
import { type SignedRequest, signRequest } from "./sign-request.ts"

/** A request that was sent once. */
export interface RequestToResign {
  readonly provider: Provider
  readonly method: string
  /** Absolute, where it goes now. */
  readonly url: string
  readonly headers: Headers
  readonly body: Uint8Array
  /** The time of the new signature, milliseconds since the epoch. */
  readonly timeMs: number
  readonly secrets: readonly string[]
  /** Added at the end; one that is already there is replaced. */
  readonly added?: Headers
}

/**
 * The request signed anew: event, id and every other header stay, in their order; what the scheme writes, and what
 * says the time of the attempt, is made again. Rejects with what `signRequest` rejects with.
 */
export async function resignRequest(request: RequestToResign): Promise<SignedRequest> {
  const { provider, headers, body, added = [] } = request
  const { scheme } = provider
  const renewed = [
    ...signatureHeaders(scheme),
    ...scheme.headers.map(([name]) => name),
    ...provider.headers.filter(([, template]) => template.includes("{now-iso}")).map(([name]) => name),
    // What was true of the old connection, and of the old body.
    "host",
    "content-length",
    ...added.map(([name]) => name),
  ]
  const signed = await signRequest({
    provider,
    type: readEventType(provider, headers, body) ?? "",
    id: readEventId(provider, headers, body) ?? provider.newEventId(sampleContext(String(request.timeMs), 0)),
    timeMs: request.timeMs,
    method: request.method,
    url: request.url,
    // Where the body is a token, the event in it is what is signed.
    body: (isCoded(scheme) ? scheme.eventIn?.(body) : undefined) ?? body,
    secrets: request.secrets,
    headers: [...withoutHeaders(headers, renewed), ...added],
  })
  return { ...signed, headers: inOrderOf(headers, signed.headers) }
}

/** The headers in the order that others of their names have; those without one at the end. */
function inOrderOf(order: Headers, headers: Headers): Header[] {
  const left = new Set(headers)
  const take = (wanted: string): Header[] => {
    const found = [...left].filter(([name]) => name.toLowerCase() === wanted)
    for (const header of found) left.delete(header)
    return found
  }
  const ordered: Header[] = []
  for (const [name] of order) ordered.push(...take(name.toLowerCase()))
  return [...ordered, ...left]
}
