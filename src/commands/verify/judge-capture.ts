import type { Capture } from "../../capture/capture.ts"
import { isMasked } from "../../capture/redact/mask.ts"
import { headerValues } from "../../domain/headers.ts"
import { cleanText } from "../../domain/text.ts"
import { WhkError } from "../../errors.ts"
import { hasKeys, judgeByEach, type Keys, type ProviderVerdict } from "../../providers/judge.ts"
import type { Provider } from "../../providers/provider.ts"
import { isCoded, signatureHeaders, signatureName } from "../../signing/scheme.ts"
import { verdict } from "../../signing/verification.ts"

/** What was found out about one captured request. */
export interface Verdict extends Omit<ProviderVerdict, "provider"> {
  /** Null when no header of the request is a known signature header. */
  readonly provider: Provider | null
}

const NO_KEYS: Keys = { secrets: [] }

export interface JudgeInput {
  readonly candidates: readonly Provider[]
  readonly keysFor: (provider: Provider) => Promise<Keys>
  readonly nowMs: number
  readonly toleranceSeconds?: number
}

/**
 * The most telling verdict on a request. Throws SECRET_MISSING when a signature is there and nothing to check it with.
 * A request that was redacted is not judged.
 */
export async function judgeCapture(
  request: Capture,
  { candidates, keysFor, ...conditions }: JudgeInput,
): Promise<Verdict> {
  const [provider = null] = candidates
  const isMaskedByAll = provider !== null && candidates.every((one) => isRedacted(request, one))
  if (request.redacted === true || isMaskedByAll)
    return { provider, verification: verdict(provider?.scheme ?? { id: "" }, "redacted"), keys: NO_KEYS }
  const best = await judgeByEach(candidates, { ...request, ...conditions }, keysFor)
  if (!best) return { provider, verification: verdict({ id: "" }, "header-missing"), keys: NO_KEYS }
  if (!hasKeys(best.keys) && best.verification.reason === "no-match") throw noSecret(best.provider, request)
  return best
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
