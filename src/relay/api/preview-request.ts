import type { PreviewedJson } from "../../domain/api-types.ts"
import type { Provider } from "../../providers/provider.ts"
import { generateSecret } from "../../providers/secrets.ts"
import { signatureHeaders, signatureName } from "../../signing/scheme.ts"
import type { EndpointRow } from "../../store/port.ts"
import { EVENT_METHOD, type EventToSign, signedEvent } from "../signed-event.ts"

/** Where the event would go if there were an endpoint. */
const EXAMPLE_URL = "https://example.com/webhooks"
/** Made up once for each provider: some schemes need a key pair, which takes its time. */
const exampleSecrets = new Map<string, string>()

/** The request as it would be signed for this endpoint now; without one, for an example with a secret made up. */
export async function previewRequest(
  preview: Pick<EventToSign, "provider" | "event" | "at"> & { readonly endpoint: EndpointRow | undefined },
): Promise<Omit<PreviewedJson, "endpoints">> {
  const { provider } = preview
  const endpoint = preview.endpoint ?? {
    url: EXAMPLE_URL,
    secret: exampleSecret(provider),
    previousSecret: null,
  }
  const { url, headers, body } = await signedEvent({ ...preview, endpoint })
  const isSigned = endpoint.secret !== null && signatureName(provider.scheme) !== ""
  return {
    request: { method: EVENT_METHOD, url, headers, bodyBase64: Buffer.from(body).toString("base64") },
    signedWith: isSigned ? (preview.endpoint ? "endpoint" : "example") : "nothing",
    signatureHeaders: isSigned ? signatureHeaders(provider.scheme) : [],
  }
}

function exampleSecret(provider: Provider): string {
  const secret = exampleSecrets.get(provider.id) ?? generateSecret(provider)
  exampleSecrets.set(provider.id, secret)
  return secret
}
