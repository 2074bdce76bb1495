import type { Header } from "../../src/domain/headers.ts"
import type { Json } from "../../src/providers/provider.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { signRequest } from "../../src/sender/sign-request.ts"

/** A request as it leaves the sender. */
export interface SentNow {
  readonly method: string
  readonly url: string
  readonly headers: readonly Header[]
  /** The same headers with their names in lower case. */
  readonly named: Record<string, string>
  readonly body: Buffer
  readonly secret: string
}

/** A request as `whk` sends it right now, because the providers' own packages read the real clock. */
export async function sendNow(
  providerId: string,
  type: string,
  more: {
    readonly secret?: string
    readonly url?: string
    readonly set?: readonly (readonly [path: string, value: Json])[]
  } = {},
): Promise<SentNow> {
  const provider = findProvider(providerId)
  const { secret = generateSecret(provider), url = "https://example.com/hooks?source=whk", set = [] } = more
  const timeMs = Date.now()
  const { id, body } = buildPayload({ provider, type, timeMs, seed: "official", set })
  const request = { provider, type, id, timeMs, method: "POST", url, body, secrets: [secret] }
  const signed = await signRequest(request)
  return {
    method: "POST",
    url: signed.url,
    headers: signed.headers,
    named: Object.fromEntries(signed.headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(signed.body),
    secret,
  }
}
