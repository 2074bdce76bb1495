import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { signRequest } from "../../src/sender/sign-request.ts"

/** A request as `whk` sends it, with the secret that signed it; header names are in lower case. */
export interface SentWebhook {
  readonly url: string
  readonly body: Buffer
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
  readonly secret: string
}

interface Sending {
  readonly url?: string
  readonly secret?: string
  readonly older?: readonly string[]
}

/** One event as `whk` sends it right now: the official packages read the real clock. */
export async function sendNow(providerId: string, type: string, sending: Sending = {}): Promise<SentWebhook> {
  const provider = findProvider(providerId)
  const { secret = generateSecret(provider), older = [], url = "https://example.com/hooks" } = sending
  const timeMs = Date.now()
  const { id, body } = buildPayload({ provider, type, timeMs, seed: "official" })
  const sent = await signRequest({
    provider,
    type,
    id,
    timeMs,
    method: "POST",
    url,
    body,
    secrets: [secret, ...older],
  })
  return {
    url: sent.url,
    body: Buffer.from(sent.body),
    text: Buffer.from(sent.body).toString(),
    secret,
    headers: Object.fromEntries(sent.headers.map(([name, value]) => [name.toLowerCase(), value])),
  }
}

/** The JSON of a request with one space more, which means the same and is not the same. */
export const tampered = ({ text }: SentWebhook): string => text.replace("}", " }")

/** The names of a provider's event types. */
export const typesOf = (providerId: string): readonly string[] =>
  findProvider(providerId).events.map(({ type }) => type)
