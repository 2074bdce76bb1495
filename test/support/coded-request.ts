import { generateKeyPairSync } from "node:crypto"
import type { Header } from "../../src/domain/headers.ts"
import type { Json } from "../../src/providers/provider.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { signRequest } from "../../src/sender/sign-request.ts"
import { privatePem } from "../../src/signing/keys.ts"
import type { VerifyInput } from "../../src/signing/verification.ts"
import { RSA_TEST_KEY } from "./rsa-test-key.ts"

/** When the requests of these tests are signed, and judged unless a test says otherwise. */
export const NOW = Date.parse("2026-01-15T02:03:04.567Z")

/** A secret for each coded scheme that signs and verifies by itself. */
export const CODED_SECRETS = {
  adyen: "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056",
  "aws-sns": RSA_TEST_KEY,
  braintree: "integration_public_key:integration_private_key",
  "coinbase-cdp": "f1b2c3d4-0000-4000-8000-000000000000",
  contentful: "0123456789abcdef".repeat(4),
  hook0: "a1b2c3d4-0000-4000-8000-000000000000",
  "paddle-classic": RSA_TEST_KEY,
  paypal: `8PT597110X687430LKGECATA:${RSA_TEST_KEY}`,
} as const

export type CodedId = keyof typeof CODED_SECRETS

/** A request as the provider would send it, ready to be judged, and the text of its signature. */
export interface SignedByCode extends VerifyInput {
  readonly signature: string
}

/** The provider's request about its first event type (or another), signed and ready to be judged. */
export async function signedByCode(
  id: CodedId,
  more: {
    readonly type?: string
    readonly secret?: string
    readonly url?: string
    readonly headers?: readonly Header[]
    readonly set?: readonly (readonly [path: string, value: Json])[]
  } = {},
): Promise<SignedByCode> {
  const provider = findProvider(id)
  const { type = provider.events[0]!.type, secret = CODED_SECRETS[id], set = [], headers = [] } = more
  const { id: eventId, body } = buildPayload({ provider, type, timeMs: NOW, seed: "coded", set })
  const url = more.url ?? "https://example.com/hooks?source=whk"
  const request = { provider, type, id: eventId, timeMs: NOW, method: "POST", url, body, headers }
  const signed = await signRequest({ ...request, secrets: [secret] })
  return {
    method: "POST",
    url: signed.url,
    headers: signed.headers,
    body: signed.body,
    secrets: [secret],
    nowMs: NOW,
    signature: signed.signature.value,
  }
}

/** The request with one header changed, or taken out. */
export function withHeader(
  { headers, ...request }: SignedByCode,
  name: string,
  change: (value: string) => string | undefined,
): SignedByCode {
  const changed = headers.flatMap(([one, value]): Header[] => {
    const text = one.toLowerCase() === name.toLowerCase() ? change(value) : value
    return text === undefined ? [] : [[one, text]]
  })
  return { ...request, headers: changed }
}

/** The request with another text where its signature stands: in a header, in JSON or in a form. */
export function withSignature(request: SignedByCode, text: string): SignedByCode {
  const { signature, headers, body } = request
  const before = Buffer.from(body).toString("utf8")
  const json = before.replace(JSON.stringify(signature), () => JSON.stringify(text))
  const after = json === before ? before.replace(formText(signature), () => formText(text)) : json
  return {
    ...request,
    headers: headers.map(([name, value]): Header => [name, value === signature ? text : value]),
    body: Buffer.from(after, "utf8"),
  }
}

/** Latin-1 text as it stands in a form. */
function formText(text: string): string {
  return /^[ -~]*$/.test(text)
    ? encodeURIComponent(text)
    : [...Buffer.from(text, "latin1")].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")
}

/** An RSA private key in PEM that is none of the fixed ones. */
export const OTHER_RSA_KEY = privatePem(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey)
