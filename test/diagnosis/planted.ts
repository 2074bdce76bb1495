import { createHash, createHmac } from "node:crypto"
import type { Header } from "../../src/domain/headers.ts"
import type { Capture } from "../../src/capture/capture.ts"
import type { Diagnosis } from "../../src/diagnosis/diagnosis.ts"
import type { NamedSecret } from "../../src/diagnosis/variants/secret-variants.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { signRequest } from "../../src/sender/sign-request.ts"
import { declared, sign } from "../support/signing.ts"
import { verifyInProcess } from "../support/verify-in-process.ts"

export const NOW_MS = Date.parse("2026-01-15T02:03:04Z")
export const STRIPE_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
export const URL = "https://hooks.example.com/in/twilio?tenant=7"

/** A body on which every change of a serialiser, a text or a line end changes bytes. */
export const CANARY = Buffer.from(
  '{ "z": 1.0, "a": [1e3, 12345678901234567890, -0.0], "s": "é \\u00fc 😀 <&> \\/ a/b = \'q\' \\u2028", "n": null, "e": "", "t": "  padded ",\r\n  "o": {"b": 2, "a": {}} }\r\n',
)

export const sha256 = (key: string | Uint8Array, ...parts: (string | Uint8Array)[]): Buffer => {
  const hmac = createHmac("sha256", key)
  for (const part of parts) hmac.update(part)
  return hmac.digest()
}

export const plain = (hash: string, ...parts: (string | Uint8Array)[]): Buffer => {
  const made = createHash(hash)
  for (const part of parts) made.update(part)
  return made.digest()
}

export interface Plan {
  readonly provider: string
  /** What arrives. */
  readonly body?: Uint8Array
  readonly headers?: readonly Header[]
  readonly url?: string
  readonly method?: string
  /** What the user believes to be the secret. */
  readonly secret: string
  /** Secrets the user also knows. */
  readonly otherSecrets?: readonly NamedSecret[]
  /** Requests that were captured before this one. */
  readonly otherRequests?: readonly Capture[]
  /** Addresses that the user also knows the receiver by. */
  readonly otherUrls?: readonly string[]
  /** What the user's own code computed. */
  readonly got?: string
  readonly showExpected?: boolean
  readonly nowMs?: number
}

/** What `whk verify --json` says about a request as it arrived. */
export interface Said extends Diagnosis {
  readonly verified: boolean
  readonly reason: string | null
  readonly signature: { readonly expected?: string }
}

/** The verdict of `whk verify --json` on a request as it arrived. */
export async function diagnosed(plan: Plan): Promise<Said> {
  const {
    provider,
    secret,
    otherSecrets = [],
    otherRequests = [],
    otherUrls = [],
    got,
    nowMs = NOW_MS,
  } = plan
  const { body = CANARY, headers = [], url = URL, method = "POST" } = plan
  const verdicts = await verifyInProcess(
    [...otherRequests, { method, url, headers, body }],
    [
      `--provider=${provider}`,
      `--secret=${secret}`,
      ...otherSecrets.map(({ name, value }) => `--try-secret=${name}=${value}`),
      ...(otherUrls.length === 0 ? [] : [url, ...otherUrls].map((known) => `--url=${known}`)),
      ...(got === undefined ? [] : [`--got=${got}`]),
      ...(plan.showExpected === true ? ["--show-expected"] : []),
      `--at=${new Date(nowMs).toISOString()}`,
    ],
  )
  return verdicts.at(-1) as Said
}

/** The headers a provider would send with this body, secret and time. */
export function sentHeaders(
  provider: string,
  {
    body = CANARY,
    secret,
    url = URL,
    method = "POST",
  }: { body?: Uint8Array; secret: string; url?: string; method?: string },
): readonly Header[] {
  return sign(declared(findProvider(provider).scheme), {
    secrets: [secret],
    id: "msg_2",
    timestampMs: NOW_MS,
    eventType: "a.b",
    body,
    url,
    method,
  }).headers
}

/** The request that a provider sends about its first event type. */
export async function sentRequest(providerId: string, secret: string) {
  const provider = findProvider(providerId)
  const { type } = provider.events[0]!
  const { id, body } = buildPayload({ provider, type, timeMs: NOW_MS, seed: "diagnosis" })
  const request = { provider, type, id, timeMs: NOW_MS, method: "POST", url: URL, body }
  return await signRequest({ ...request, secrets: [secret] })
}

export const idsOf = ({ causes }: Diagnosis): string[] => causes.map(({ id }) => id)

/** Whether a cause is named, by itself or by the name of one that gives the same bytes. */
export function names(diagnosis: Diagnosis, id: string): boolean {
  const [cause] = diagnosis.causes
  return (
    diagnosis.causes.length === 1 &&
    cause !== undefined &&
    (cause.id === id || cause.aliases.some((alias) => alias === id))
  )
}

const SECONDS = String(NOW_MS / 1000)

/** Stripe's header with this signature. */
export const stripeHeader = (signature: Buffer, timestamp = SECONDS): readonly Header[] => [
  ["Stripe-Signature", `t=${timestamp},v1=${signature.toString("hex")}`],
]

/** Stripe's signature over these bytes. */
export const stripeSigned = (
  body: Uint8Array,
  secret: string | Uint8Array = STRIPE_SECRET,
): readonly Header[] => stripeHeader(sha256(secret, `${SECONDS}.`, body))
