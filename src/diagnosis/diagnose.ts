import { formatDuration } from "../domain/duration.ts"
import type { Provider } from "../providers/provider.ts"
import { isCoded, type Scheme } from "../signing/scheme.ts"
import type { Verification, VerifyInput } from "../signing/verification.ts"
import { verify } from "../signing/verify.ts"
import type { Cause, Diagnosis } from "./diagnosis.ts"
import { explain, factsOf } from "./explain.ts"
import { fixFor } from "./fixes.ts"
import type { NamedSecret } from "./variants/secret-variants.ts"
import { notesOn } from "./notes.ts"
import { search } from "./search/search.ts"
import { searchByVerifying } from "./search/search-by-verifying.ts"
import { searchToken } from "./search/search-token.ts"
import { type DiagnosedRequest, hypothesisSpace, type Space } from "./search/space.ts"
import { gotTargets, requestTargets } from "./search/found-signatures.ts"

export interface DiagnosisInput {
  readonly provider: Provider
  readonly request: DiagnosedRequest
  /** The secrets that should have signed, the current one first. */
  readonly secrets: readonly NamedSecret[]
  /** Secrets that may have signed instead, by the names they are known by. */
  readonly otherSecrets?: readonly NamedSecret[]
  /** Addresses the receiver is also known by. */
  readonly otherUrls?: readonly string[]
  /** Other requests that the signature may belong to. */
  readonly otherRequests?: readonly (DiagnosedRequest & { readonly id?: string })[]
  /** Providers that may have sent the request instead. */
  readonly otherProviders?: readonly Provider[]
  /** What somebody's own code computed for this request: that is explained, instead of the request's signature. */
  readonly got?: string
  /** Moment and material that the request was verified with. */
  readonly conditions: Pick<VerifyInput, "nowMs" | "toleranceSeconds" | "certificates" | "keySets">
}

const NOTHING_VARIED = { hypotheses: 0, varied: {} }

/**
 * Why a request does not verify, proven by recomputing its signature under every known mistake; or with `got`, what
 * somebody's code computed. A cause is named only when a digest matched; nothing is guessed.
 */
export async function diagnose(input: DiagnosisInput, verification: Verification): Promise<Diagnosis> {
  const { got, request } = input
  const notes = notesOn(request)
  if (got === undefined) {
    if (verification.verified) return { causes: [], excluded: NOTHING_VARIED, notes: [] }
    if (verification.match && verification.timestamp)
      return { causes: [clockCause(input.provider, verification)], excluded: NOTHING_VARIED, notes }
  }
  const found = await searchOwn(input, verification)
  const isOwn = found.causes.length > 0 && !found.causes.some(({ id }) => id === "header-other")
  if (isOwn || got !== undefined) return { ...found, notes }
  // A scheme of which everything fits explains a foreign header better than a few coincidences do.
  const elsewhere =
    (await otherProvider(input)) ?? (found.causes.length > 0 ? undefined : await otherRequest(input))
  return { causes: elsewhere ? [elsewhere] : found.causes, excluded: found.excluded, notes }
}

type Found = Pick<Diagnosis, "causes" | "excluded">

/** The search in the provider's own scheme: by computing where the secret can compute, else by verifying. */
async function searchOwn(input: DiagnosisInput, { reason }: Verification): Promise<Found> {
  const { provider, request, secrets, otherSecrets = [], otherUrls = [], got } = input
  const { scheme } = provider
  const subject = got === undefined ? "request" : "got"
  const about = { provider, body: request.body, subject } as const
  const [first, ...more] = secrets
  const known = { secret: first?.value ?? "", otherSecrets: [...more, ...otherSecrets] }
  if (!isCoded(scheme) && scheme.algorithm === "token" && got === undefined) {
    const { matches, tried } = searchToken(scheme, request, known)
    return { causes: explain(matches, about), excluded: { hypotheses: tried, varied: { secret: tried } } }
  }
  if (isCoded(scheme) || !canCompute(scheme)) {
    // No change of the body makes up for a header that is not there; a signature in the body may appear by one.
    const isReadable = scheme.bodyFields !== undefined || !/^(?:header-missing|malformed)$/.test(reason)
    if (got !== undefined || !isReadable) return { causes: [], excluded: NOTHING_VARIED }
    return await searchByVerifying(input)
  }
  const targets = got === undefined ? requestTargets(scheme, request) : gotTargets(got)
  if (targets.length === 0) return { causes: [], excluded: NOTHING_VARIED }
  const space = hypothesisSpace(scheme, request, { ...known, otherUrls })
  const { matches, tried } = search(space, targets)
  const causes =
    got !== undefined && matches.some(({ deviations }) => deviations.length === 0)
      ? [rightCause(provider)]
      : explain(matches, about)
  return { causes, excluded: { hypotheses: tried, varied: variedIn(space) } }
}

function canCompute(scheme: Scheme): boolean {
  return !isCoded(scheme) && /^(?:hmac-|sha256$)/.test(scheme.algorithm)
}

function variedIn(space: Space): Record<string, number> {
  const { key, body, content, timestamp, url, digester, method, id } = space
  const counts = {
    body: body.variants.length,
    secret: key.variants.length,
    content: content.variants.length,
    timestamp: timestamp.variants.length,
    url: url.variants.length,
    algorithm: digester.variants.length,
    method: method.variants.length,
    id: id.variants.length,
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

/** The code computed what the provider would have. */
function rightCause(provider: Provider): Cause {
  return {
    id: "got-right",
    title: "Your code computed the right signature for this request and secret.",
    proof: {
      text: `Recomputed as ${provider.name} signs, it is exactly the value given with --got.`,
      place: "--got",
      difference: null,
    },
    fix: fixFor("got-right", factsOf(provider)),
    aliases: [],
  }
}

/** Right, but not now. */
function clockCause(provider: Provider, { match, timestamp, reason }: Verification): Cause {
  const ageSeconds = timestamp?.ageSeconds ?? 0
  const age = formatDuration(Math.abs(ageSeconds) * 1000)
  const id = reason === "future" ? "clock-ahead" : "clock-stale"
  const when =
    reason === "future"
      ? `${age} ahead of the time it is judged at`
      : `${age} old at the time it is judged at`
  return {
    id,
    title: `The signature is right, and its timestamp is ${when}.`,
    proof: {
      text: `The signature in ${match?.header ?? ""} is verified; only the age of its timestamp ${timestamp?.value ?? ""} is not accepted.`,
      place: match?.header ?? "",
      difference: null,
    },
    fix: fixFor(id, factsOf(provider)),
    aliases: [],
  }
}

/** The body of another request, under the headers of this one. */
async function otherRequest(input: DiagnosisInput): Promise<Cause | undefined> {
  const { provider, request, otherRequests = [] } = input
  for (const other of otherRequests) {
    const verification = await verifyAs(provider, input, { ...request, body: other.body })
    if (!verification?.match) continue
    return {
      id: "request-other",
      title: `The signature belongs to the body of another request${other.id === undefined ? "" : `, ${other.id}`}.`,
      proof: {
        text: `With the body of that request the signature in ${verification.match.header} verifies.`,
        place: verification.match.header,
        difference: null,
      },
      fix: fixFor("request-other", factsOf(provider)),
      aliases: [],
    }
  }
  return undefined
}

/** Another provider whose signature the request carries, and which is right. */
async function otherProvider(input: DiagnosisInput): Promise<Cause | undefined> {
  for (const provider of input.otherProviders ?? []) {
    if (provider.id === input.provider.id) continue
    const verification = await verifyAs(provider, input, input.request)
    if (!verification?.match) continue
    return {
      id: "provider-other",
      title: `This is a request of ${provider.name}, and its signature is right.`,
      proof: {
        text: `Under the scheme of ${provider.name} the signature in ${verification.match.header} verifies.`,
        place: verification.match.header,
        difference: null,
      },
      fix: { text: `Verify it with --provider ${provider.id}.`, code: null },
      aliases: [],
    }
  }
  return undefined
}

async function verifyAs(
  { scheme }: Provider,
  { secrets, otherSecrets = [], conditions }: DiagnosisInput,
  request: DiagnosedRequest,
): Promise<Verification | undefined> {
  for (const { value } of [...secrets, ...otherSecrets]) {
    try {
      const verification = await verify(scheme, { ...request, ...conditions, secrets: [value] })
      if (verification.match) return verification
    } catch {
      // Not a key of that scheme.
    }
  }
  return undefined
}
