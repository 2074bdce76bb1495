import type { Capture } from "../../capture/capture.ts"
import { isMasked } from "../../capture/redact/mask.ts"
import { headerValues } from "../../domain/headers.ts"
import { WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { signatureHeaders, signatureName } from "../../signing/scheme.ts"
import { type Verification, verdict, type VerifyReason } from "../../signing/verification.ts"
import { verify } from "../../signing/verify.ts"

/** What was found out about one captured request. */
export interface Verdict {
  /** Null when no header of the request is a known signature header. */
  readonly provider: Provider | null
  readonly verification: Verification
  /** The secrets it was judged with, in the order they were given. */
  readonly secrets: readonly string[]
}

// A right signature with a wrong clock says more than a wrong signature, and that more than none.
const TELLING: readonly VerifyReason[] = ["ok", "stale", "future", "downgrade", "no-match", "malformed"]

const NOTHING_KNOWN: Verdict = {
  provider: null,
  verification: verdict({ id: "" }, "header-missing"),
  secrets: [],
}

/**
 * Judges a request by each provider's scheme and returns the most telling verdict. A secret that one of several
 * schemes cannot decode rules that scheme out; throws SECRET_INVALID when it rules out all, and SECRET_MISSING when a
 * signature is there and no secret to check it with. A request that was redacted is not judged.
 */
export async function judgeCapture(
  request: Capture,
  input: {
    readonly candidates: readonly Provider[]
    readonly secretsFor: (provider: Provider) => Promise<readonly string[]>
    readonly nowMs: number
    readonly toleranceSeconds?: number
  },
): Promise<Verdict> {
  const { candidates, secretsFor, ...time } = input
  const [provider = null] = candidates
  const isMaskedByAll = provider !== null && candidates.every((one) => isRedacted(request, one))
  if (request.redacted === true || isMaskedByAll)
    return { provider, verification: verdict(provider?.scheme ?? { id: "" }, "redacted"), secrets: [] }
  if (candidates.length === 0) return NOTHING_KNOWN
  const verdicts: (Verdict & { readonly provider: Provider })[] = []
  let undecodable: unknown
  for (const provider of candidates) {
    const secrets = await secretsFor(provider)
    try {
      const verification = await verify(provider.scheme, { ...request, secrets, ...time })
      verdicts.push({ provider, verification, secrets })
    } catch (error) {
      if (!(error instanceof WhkError)) throw error
      undecodable ??= error
    }
  }
  const [best] = verdicts.toSorted((a, b) => rank(a) - rank(b))
  if (!best) throw undecodable
  if (best.secrets.length === 0 && best.verification.reason === "no-match") throw noSecret(best.provider)
  return best
}

function rank({ verification, secrets }: Verdict): number {
  const place = TELLING.indexOf(verification.reason)
  const isGuess = verification.reason === "no-match" && secrets.length === 0
  return place === -1 || isGuess ? TELLING.length : place
}

/** A notation without a mark for it still shows the signature masked. */
function isRedacted({ headers }: Capture, { scheme }: Provider): boolean {
  return signatureHeaders(scheme).some((name) => headerValues(headers, name).some(isMasked))
}

function noSecret({ id, scheme }: Provider): WhkError {
  return new WhkError("SECRET_MISSING", `There is no secret to check ${signatureName(scheme)} with.`, {
    hint: `Pass --secret env:NAME, file:PATH or -, or set WHK_SECRET; ${id} has no development secret here.`,
  })
}
