import type { Header } from "./domain/headers.ts"
import { diagnose as diagnoseRequest, NOTHING_TO_EXPLAIN } from "./diagnosis/diagnose.ts"
import type { Diagnosis } from "./diagnosis/diagnosis.ts"
import { detectProviders } from "./providers/detect.ts"
import type { Json, Provider } from "./providers/provider.ts"
import { judgeByEach } from "./providers/judge.ts"
import { findProvider } from "./providers/registry.ts"
import { sampleContext } from "./providers/sample.ts"
import { buildPayload as buildProviderPayload, type Payload } from "./sender/build-payload.ts"
import { signRequest } from "./sender/sign-request.ts"
import type { Signed } from "./signing/signing-input.ts"
import { type Verification, verdict } from "./signing/verification.ts"

export type { Cause, Diagnosis, Excluded, Fix, Proof } from "./diagnosis/diagnosis.ts"
export type { Difference } from "./diagnosis/difference.ts"
export type { Header } from "./domain/headers.ts"
export { WhkError } from "./errors.ts"
export type { Json, Provider } from "./providers/provider.ts"
export type { Payload } from "./sender/build-payload.ts"
export type { SignatureOf, Signed } from "./signing/signing-input.ts"
export type { SignatureMatch, TimestampVerdict, Verification, VerifyReason } from "./signing/verification.ts"

/** Headers as Node, fetch or a list of pairs have them; a list keeps order, case and duplicates. */
export type HeadersInput =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>

/** A built-in provider's id, as `whk providers` lists them, or a provider. */
export type ProviderInput = string | Provider

/** A time: a Date, or milliseconds since the epoch. */
export type TimeInput = Date | number

export interface SignOptions {
  readonly provider: ProviderInput
  /** The signing secret; of a provider with key pairs the private key. Several sign side by side where the scheme can. */
  readonly secret: string | readonly string[]
  /** The exact bytes to sign; text is taken as UTF-8. */
  readonly body: Uint8Array | string
  /** The event type, for headers that name it. */
  readonly event?: string
  /** The event's id, for schemes that sign or send one; made where it is missing. */
  readonly id?: string
  /** The time of the signature; now by default. */
  readonly timestamp?: TimeInput
  /** The receiver's URL, for schemes that sign it. */
  readonly url?: string
  /** POST by default. */
  readonly method?: string
  readonly contentType?: string
}

/**
 * Signs a request as the provider does. Resolves with every header the provider sends, the signature among them, and
 * with the URL and the body to send, which some schemes add to. Rejects with a `WhkError`: PROVIDER_UNKNOWN,
 * SECRET_MISSING, SECRET_INVALID, HEADER_INVALID or DATA_INVALID.
 */
export async function sign(options: SignOptions): Promise<Signed> {
  const provider = providerOf(options.provider)
  const timeMs = timeOf(options.timestamp)
  return await signRequest({
    provider,
    type: options.event ?? "",
    id: options.id ?? newId(provider, timeMs),
    timeMs,
    method: options.method ?? "POST",
    url: options.url ?? "",
    body: bytesOf(options.body),
    secrets: listOf(options.secret),
    ...(options.contentType !== undefined && { contentType: options.contentType }),
  })
}

export interface VerifyOptions {
  /** `auto` tries every provider whose signature the request carries. */
  readonly provider: ProviderInput
  /** The signing secret, or the public key; several while a secret is being rotated. */
  readonly secret: string | readonly string[]
  readonly headers: HeadersInput
  /** The raw bytes as received, before any parser saw them. */
  readonly body: Uint8Array | string
  /** The URL the provider was given, for schemes that sign it. */
  readonly url?: string
  /** POST by default. */
  readonly method?: string
  /** The time to judge freshness at; now by default. */
  readonly at?: TimeInput
  /** Replaces the provider's tolerance, in both directions. */
  readonly toleranceSeconds?: number
  /** Certificates in PEM, for schemes whose key is published as one (PayPal, AWS SNS). */
  readonly certificates?: readonly string[]
  /** JSON Web Key Sets as JSON texts, for schemes whose keys are published so (Plaid, Kinde). */
  readonly keySets?: readonly string[]
}

/**
 * Judges a request as received. A wrong signature is a value, not an error: look at `verified` and `reason`. Rejects
 * with a `WhkError` for a provider that is not known (PROVIDER_UNKNOWN) or a secret that is no key of the scheme
 * (SECRET_INVALID); nothing that came from outside makes it reject.
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const { verification } = await judge(options)
  return verification
}

export interface DiagnoseOptions extends VerifyOptions {
  /** Secrets that may have signed instead, by the names to report them under; their values are never reported. */
  readonly otherSecrets?: Readonly<Record<string, string>>
  /** Addresses the receiver is also known by. */
  readonly otherUrls?: readonly string[]
  /** What your own code computed, in any notation: that is explained, instead of the request's signature. */
  readonly got?: string
}

/**
 * Why a request does not verify: every known mistake is recomputed, and a cause is named only where it gives exactly
 * the signature found. Resolves without causes for a request that verifies, and for one that nothing explains. Rejects
 * as `verify` does.
 */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosis> {
  const { provider, verification, request, keys, time } = await judge(options)
  if (!provider) return NOTHING_TO_EXPLAIN
  const { secrets, ...published } = keys
  return await diagnoseRequest(
    {
      provider,
      request,
      conditions: { ...time, ...published },
      secrets: secrets.map((value, index) => ({ name: `secret ${index + 1}`, value })),
      otherSecrets: Object.entries(options.otherSecrets ?? {}).map(([name, value]) => ({ name, value })),
      otherUrls: options.otherUrls ?? [],
      otherProviders: detectProviders(request),
      ...(options.got !== undefined && { got: options.got }),
    },
    verification,
  )
}

export interface PayloadOptions {
  readonly provider: ProviderInput
  /** An event type of the provider, as `whk events` lists them. */
  readonly event: string
  /** Instead of the sample's event-specific data: a JSON object. */
  readonly data?: Json
  /** Values for dotted paths of the whole payload: `{ "data.object.amount": 99 }`. */
  readonly set?: Readonly<Record<string, Json>>
  /** The event's id; one in the provider's form by default. */
  readonly id?: string
  /** When the event happened; now by default. */
  readonly timestamp?: TimeInput
  /** Equal seeds and times give equal bytes; random by default. */
  readonly seed?: string
}

/**
 * One event as the provider would write it, unsigned. Throws a `WhkError`: PROVIDER_UNKNOWN, EVENT_UNKNOWN with the
 * nearest names, DATA_INVALID or PATH_UNKNOWN.
 */
export function buildPayload(options: PayloadOptions): Payload {
  return buildProviderPayload({
    provider: providerOf(options.provider),
    type: options.event,
    timeMs: timeOf(options.timestamp),
    seed: options.seed ?? crypto.randomUUID(),
    set: Object.entries(options.set ?? {}),
    ...(options.id !== undefined && { id: options.id }),
    ...(options.data !== undefined && { data: options.data }),
  })
}

/**
 * The provider that a YAML or JSON file describes, for the `provider` of the other functions. Rejects with a `WhkError`:
 * FILE_UNREADABLE, or PROVIDER_INVALID with the line and the field.
 */
export async function loadProvider(path: string): Promise<Provider> {
  // The parsers are loaded only where there is a file to read.
  const { readProviderFile } = await import("./config/provider-file.ts")
  return await readProviderFile(path, process.cwd())
}

async function judge(options: VerifyOptions) {
  const request = {
    method: options.method ?? "POST",
    url: options.url ?? "",
    headers: pairsOf(options.headers),
    body: bytesOf(options.body),
  }
  const secrets = listOf(options.secret)
  const { toleranceSeconds } = options
  const time = { nowMs: timeOf(options.at), ...(toleranceSeconds !== undefined && { toleranceSeconds }) }
  const { certificates, keySets } = options
  const keys = { secrets, ...(certificates && { certificates }), ...(keySets && { keySets }) }
  const isAuto = options.provider === "auto"
  const candidates = isAuto ? detectProviders(request) : [providerOf(options.provider)]
  const best = await judgeByEach(candidates, { ...request, ...time }, () => keys)
  // A stranger chooses the headers, so that a secret which is no key of what they name is no mistake of the caller.
  if (best?.refused && !isAuto) throw best.refused
  const { provider = null, verification = NOTHING } = best ?? {}
  return { provider, verification, request, keys, time }
}

/** No header of the request is a known signature header. */
const NOTHING: Verification = verdict({ id: "" }, "header-missing")

function providerOf(provider: ProviderInput): Provider {
  return typeof provider === "string" ? findProvider(provider) : provider
}

function newId(provider: Provider, timeMs: number): string {
  return provider.newEventId(sampleContext(crypto.randomUUID(), timeMs))
}

function timeOf(time: TimeInput | undefined): number {
  return time === undefined ? Date.now() : Number(time)
}

function listOf(secret: string | readonly string[]): readonly string[] {
  return typeof secret === "string" ? [secret] : secret
}

function bytesOf(body: Uint8Array | string): Uint8Array {
  return typeof body === "string" ? Buffer.from(body, "utf8") : body
}

function pairsOf(headers: HeadersInput): Header[] {
  if (Symbol.iterator in headers) return Array.from(headers, ([name, value]): Header => [name, value])
  return Object.entries(headers).flatMap(([name, value]): Header[] => {
    if (value === undefined) return []
    return typeof value === "string" ? [[name, value]] : value.map((one): Header => [name, one])
  })
}
