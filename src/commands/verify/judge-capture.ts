import type { Capture } from "../../capture/capture.ts"
import { isMasked } from "../../capture/redact/mask.ts"
import { headerValues } from "../../domain/headers.ts"
import { cleanText } from "../../domain/text.ts"
import { WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { isCoded, signatureHeaders, signatureName } from "../../signing/scheme.ts"
import { type Verification, verdict, type VerifyReason } from "../../signing/verification.ts"
import { verify } from "../../signing/verify.ts"
import type { KeyMaterial } from "./key-material.ts"

/** What was found out about one captured request. */
export interface Verdict {
  /** Null when no header of the request is a known signature header. */
  readonly provider: Provider | null
  readonly verification: Verification
  /** The secrets it was judged with, in the order they were given. */
  readonly secrets: readonly string[]
  /** Why the secret is none of this provider's, where it cannot be read as one: the request was then not judged. */
  readonly refused?: WhkError
}

type JudgedByProvider = Verdict & { readonly provider: Provider }

// A right signature with a wrong clock says more than a wrong signature, and that more than none.
const TELLING: readonly VerifyReason[] = ["ok", "stale", "future", "downgrade", "no-match", "malformed"]

const NOTHING_KNOWN: Verdict = {
  provider: null,
  verification: verdict({ id: "" }, "header-missing"),
  secrets: [],
}

export interface JudgeInput {
  readonly candidates: readonly Provider[]
  readonly secretsFor: (provider: Provider) => Promise<readonly string[]>
  /** Published keys, for schemes that have them. */
  readonly materialFor?: (provider: Provider) => Promise<KeyMaterial>
  readonly nowMs: number
  readonly toleranceSeconds?: number
}

/**
 * Judges a request by each provider's scheme and returns the most telling verdict; a secret that a scheme cannot read
 * gives a verdict that says so and tells least. Throws SECRET_MISSING when a signature is there and nothing to check
 * it with. A request that was redacted is not judged.
 */
export async function judgeCapture(request: Capture, input: JudgeInput): Promise<Verdict> {
  const { candidates } = input
  const [provider = null] = candidates
  const isMaskedByAll = provider !== null && candidates.every((one) => isRedacted(request, one))
  if (request.redacted === true || isMaskedByAll)
    return { provider, verification: verdict(provider?.scheme ?? { id: "" }, "redacted"), secrets: [] }
  if (candidates.length === 0) return NOTHING_KNOWN
  const verdicts: (JudgedByProvider & { readonly hasKeys: boolean })[] = []
  for (const candidate of candidates) verdicts.push(await judgeBy(candidate, request, input))
  const [best] = verdicts.toSorted((a, b) => rank(a) - rank(b))
  if (!best) return NOTHING_KNOWN
  const { hasKeys, ...found } = best
  if (!hasKeys && found.verification.reason === "no-match") throw noSecret(found.provider, request)
  return found
}

async function judgeBy(
  provider: Provider,
  request: Capture,
  { secretsFor, materialFor, nowMs, toleranceSeconds }: JudgeInput,
): Promise<JudgedByProvider & { readonly hasKeys: boolean }> {
  const { scheme } = provider
  const secrets = await secretsFor(provider)
  const material = (await materialFor?.(provider)) ?? {}
  const hasKeys = secrets.length > 0 || Object.keys(material).length > 0
  const time = { nowMs, ...(toleranceSeconds !== undefined && { toleranceSeconds }) }
  try {
    const verification = await verify(scheme, { ...request, ...material, ...time, secrets })
    return { provider, verification, secrets, hasKeys }
  } catch (error) {
    if (!(error instanceof WhkError)) throw error
    return { provider, verification: verdict(scheme, "no-match"), secrets, hasKeys, refused: error }
  }
}

function rank({ verification, hasKeys, refused }: Verdict & { readonly hasKeys: boolean }): number {
  const place = TELLING.indexOf(verification.reason)
  const isGuess = verification.reason === "no-match" && !hasKeys
  if (refused) return TELLING.length + 1
  return place === -1 || isGuess ? TELLING.length : place
}

/** A notation without a mark for it still shows the signature masked. */
function isRedacted({ headers }: Capture, { scheme }: Provider): boolean {
  return signatureHeaders(scheme).some((name) => headerValues(headers, name).some(isMasked))
}

function noSecret({ id, scheme }: Provider, request: Capture): WhkError {
  const source = isCoded(scheme) ? scheme.keySource?.(request) : undefined
  return new WhkError("SECRET_MISSING", `There is no secret to check ${signatureName(scheme)} with.`, {
    hint: source
      ? `The ${source.kind === "jwks" ? "key set" : "certificate"} is at ${cleanText(source.url)}: pass a copy with --${source.kind === "jwks" ? "jwks" : "cert"}, or fetch it with --online.`
      : `Pass --secret env:NAME, file:PATH or -, or set WHK_SECRET; ${id} has no development secret here.`,
  })
}
