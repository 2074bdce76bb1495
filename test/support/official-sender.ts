import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { signRequest } from "../../src/sender/sign-request.ts"

export interface SentNow {
  readonly body: string
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly secret: string
}

/** A request as `whk` sends it right now: the official packages read the real clock. */
export async function sendNow(
  providerId: string,
  type: string,
  { older = [], ageMs = 0 }: { readonly older?: readonly string[]; readonly ageMs?: number } = {},
): Promise<SentNow> {
  const provider = findProvider(providerId)
  const secret = generateSecret(provider)
  const timeMs = Date.now() - ageMs
  const { id, body } = buildPayload({ provider, type, timeMs, seed: "official" })
  const signed = await signRequest({
    provider,
    type,
    id,
    timeMs,
    method: "POST",
    url: "https://example.com/hooks",
    body,
    secrets: [secret, ...older],
  })
  return {
    body: Buffer.from(signed.body).toString("utf8"),
    headers: Object.fromEntries(signed.headers.map(([name, value]) => [name.toLowerCase(), value])),
    secret,
  }
}

/** The body with one more space in it. */
export function tampered({ body }: SentNow): string {
  return body.replace("{", "{ ")
}

/** Every event type of a provider. */
export function typesOf(providerId: string): string[] {
  return findProvider(providerId).events.map(({ type }) => type)
}
