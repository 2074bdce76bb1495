import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { signRequest } from "../../src/sender/sign-request.ts"

export interface OfficialRequest {
  readonly url: string
  readonly body: Buffer
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly secret: string
}

/** A request as `whk` sends it right now: the providers' own packages read the real clock. */
export async function officialRequest(providerId: string, type: string): Promise<OfficialRequest> {
  const provider = findProvider(providerId)
  const secret = generateSecret(provider)
  const timeMs = Date.now()
  const { id, body: payload } = buildPayload({ provider, type, timeMs, seed: "official" })
  const { url, headers, body } = await signRequest({
    provider,
    type,
    id,
    timeMs,
    method: "POST",
    url: `https://example.com/hooks/${providerId}`,
    body: payload,
    secrets: [secret],
  })
  return {
    url,
    body: Buffer.from(body),
    secret,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
  }
}

/** The same body with one byte more, still JSON. */
export function tampered({ body }: Pick<OfficialRequest, "body">): Buffer {
  return Buffer.from(body.toString().replace("}", " }"))
}

/** Every event type of a provider, for a table of tests. */
export function eventTypes(providerId: string): string[] {
  return findProvider(providerId).events.map(({ type }) => type)
}
