import { cleanText } from "../domain/text.ts"
import { type Header, type Headers, isWritableHeader } from "../domain/headers.ts"
import { WhkError } from "../errors.ts"
import type { Provider } from "../providers/provider.ts"
import { findEventType } from "../providers/registry.ts"
import { sampleContext } from "../providers/sample.ts"
import { sign } from "../signing/sign.ts"
import type { Signed } from "../signing/signing-input.ts"
import { fillTemplate } from "../signing/template.ts"

export interface RequestToSign {
  readonly provider: Provider
  readonly type: string
  /** The event's id: the same for every attempt. */
  readonly id: string
  /** Time of this attempt, milliseconds since the epoch. */
  readonly timeMs: number
  readonly method: string
  /** Absolute; some schemes sign it. */
  readonly url: string
  readonly body: Uint8Array
  /** The current secret first; empty to send without a signature, where the provider can. */
  readonly secrets: readonly string[]
  /** Instead of the provider's own. */
  readonly contentType?: string
  /** Added at the end; one that is already there is replaced. */
  readonly headers?: Headers
}

/** As `Signed`; the headers are everything but Host and Content-Length, in the order they are sent. */
export type SignedRequest = Signed

/**
 * The request the provider would send with this body: its own headers, then its scheme's; URL and body as given, or
 * with what the scheme puts into them. Rejects with SECRET_MISSING, SECRET_INVALID, DATA_INVALID for a body that has no
 * place for its signature, or HEADER_INVALID for a value that no header can hold.
 */
export async function signRequest(request: RequestToSign): Promise<SignedRequest> {
  const { provider, type, id, timeMs, method, url, body, secrets } = request
  // Seeded by the id alone, so that every attempt of one event carries the same UUIDs.
  const fresh = sampleContext(id, 0)
  const templates = replaceHeaders(provider.headers, findEventType(provider, type)?.headers ?? [])
  const own = templates.map(([name, template]): Header => [
    name,
    name.toLowerCase() === "content-type" && request.contentType !== undefined
      ? request.contentType
      : fillTemplate(template, {
          event: type,
          id,
          uuid: fresh.uuid(),
          "now-iso": new Date(timeMs).toISOString(),
        }),
  ])
  const added = request.headers ?? []
  const signed = await sign(provider.scheme, {
    secrets,
    id,
    timestampMs: timeMs,
    eventType: type,
    method,
    url,
    body,
    headers: replaceHeaders(own, added),
  })
  const headers = replaceHeaders([...own, ...signed.headers], added)
  for (const header of headers) requireWritable(header)
  return { ...signed, headers }
}

/** A replacement takes the place of one with its name, repeated ones stay together; the rest goes to the end. */
function replaceHeaders(headers: Headers, replacements: Headers): Header[] {
  const byName = new Map<string, Header[]>()
  for (const header of replacements) {
    const name = header[0].toLowerCase()
    byName.set(name, [...(byName.get(name) ?? []), header])
  }
  const replaced = headers.flatMap((header) => {
    const name = header[0].toLowerCase()
    const instead = byName.get(name)
    byName.delete(name)
    return instead ?? [header]
  })
  return [...replaced, ...[...byName.values()].flat()]
}

function requireWritable(header: Header): void {
  if (isWritableHeader(header)) return
  throw new WhkError(
    "HEADER_INVALID",
    `"${cleanText(header[0])}: ${cleanText(header[1])}" cannot be a header.`,
    {
      hint: "A name holds letters, digits and dashes; a value holds Latin-1 text without line breaks.",
    },
  )
}
