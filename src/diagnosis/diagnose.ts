import { formatDuration } from "../domain/duration.ts"
import { WhkError } from "../errors.ts"
import type { Provider } from "../providers/provider.ts"
import { isHash } from "../signing/digest.ts"
import { type DeclaredScheme, isCoded, placeText, signatureName } from "../signing/scheme.ts"
import type { Verification, VerifyInput } from "../signing/verification.ts"
import { hasRightQuery, weakerAlone } from "../signing/verify-declared.ts"
import { verify } from "../signing/verify.ts"
import type { CauseId } from "./causes.ts"
import type { Cause, Diagnosis } from "./diagnosis.ts"
import { explain, explainToken } from "./explain.ts"
import { fixFor } from "./fixes.ts"
import { isGiven } from "./given.ts"
import { notesOn } from "./notes.ts"
import { signaturesGiven, signaturesIn } from "./search/found-signatures.ts"
import { NAMES, search } from "./search/search.ts"
import { searchByVerifying } from "./search/search-by-verifying.ts"
import { searchToken } from "./search/search-token.ts"
import { type DiagnosedRequest, hypothesisSpace, type Space } from "./search/space.ts"
import type { NamedSecret } from "./variants/secret-variants.ts"

/** When a request is judged, and with which published keys. */
export type Conditions = Pick<VerifyInput, "nowMs" | "toleranceSeconds" | "certificates" | "keySets">

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
  readonly conditions: Conditions
}

type Found = Pick<Diagnosis, "causes" | "excluded">

const NOTHING_TRIED = { hypotheses: 0, pairs: 0, varied: {} }
const NOTHING_FOUND: Found = { causes: [], excluded: NOTHING_TRIED }

/** Of a request that verifies, or that carries nothing known as a signature. */
export const NOTHING_TO_EXPLAIN: Diagnosis = { ...NOTHING_FOUND, got: null, notes: [] }

/** A search hashes a body hundreds of times. */
const LARGEST_SEARCHED_BYTES = 16 * 1024 * 1024

/**
 * Why a request does not verify, proven by recomputing its signature under every known mistake; or with `got`, what
 * somebody's code computed. A cause is named only when a digest matched; nothing is guessed.
 */
export async function diagnose(input: DiagnosisInput, verification: Verification): Promise<Diagnosis> {
  const { got, request } = input
  if (got === undefined && verification.verified) return NOTHING_TO_EXPLAIN
  const notes = notesOn(request)
  if (request.body.length > LARGEST_SEARCHED_BYTES)
    return { ...NOTHING_FOUND, got: null, notes: [...notes, "The body is too large to search for a cause."] }
  if (got !== undefined) return { ...(await diagnoseGiven(input, got, verification)), notes }
  if (verification.match) {
    // Right, and refused for another reason: its age, or one that needs no search, such as a certificate that ran out.
    const isClock = verification.timestamp?.fresh === false
    return {
      ...NOTHING_FOUND,
      causes: isClock ? [clockCause(input.provider, verification)] : [],
      got: null,
      notes,
    }
  }
  return { ...(await diagnoseRequest(input, verification)), got: null, notes }
}

async function diagnoseRequest(input: DiagnosisInput, verification: Verification): Promise<Found> {
  const found = await searchOwn(input, verification)
  if (found.causes.length > 0 && !found.causes.some(({ id }) => id === "header-other")) return found
  // A scheme of which everything fits explains a foreign header better than a few coincidences do.
  const elsewhere =
    (await weakerCause(input)) ??
    (await otherProvider(input)) ??
    (found.causes.length > 0 ? undefined : await otherRequest(input))
  return elsewhere ? { ...found, causes: [elsewhere] } : found
}

/** The search in the provider's own scheme: by computing where the secret can compute, else by verifying. */
async function searchOwn(input: DiagnosisInput, { match, reason }: Verification): Promise<Found> {
  const { provider, request } = input
  const { scheme } = provider
  if (!isCoded(scheme) && scheme.algorithm === "token") {
    const { matches, tried } = searchToken(scheme, request, secretsOf(input))
    const excluded = { hypotheses: tried, pairs: 0, varied: { secret: tried } }
    return { causes: explainToken(matches, provider), excluded }
  }
  if (!isComputed(scheme)) {
    // No change of the body makes up for a header that is not there; a signature in the body may appear by one.
    const isThere = reason !== "header-missing" && reason !== "malformed"
    return isThere || scheme.bodyFields ? await searchByVerifying(input) : NOTHING_FOUND
  }
  const signatures = signaturesIn(scheme, request)
  if (signatures.length === 0) return NOTHING_FOUND
  const space = spaceOf(input, scheme, match)
  const { matches, ...tried } = search(space, signatures, ({ url, body }) => hasRightQuery(scheme, url, body))
  return {
    causes: explain(matches, { provider, body: request.body, subject: "request" }),
    excluded: { hypotheses: tried.tried, pairs: tried.pairs, varied: variedIn(space) },
  }
}

/** What somebody's own code computed. */
async function diagnoseGiven(
  input: DiagnosisInput,
  got: string,
  { match, verified }: Verification,
): Promise<Found & Pick<Diagnosis, "got">> {
  const { provider, request } = input
  const { scheme } = provider
  const isSame = verified && isGiven(scheme, request, got)
  if (!isComputed(scheme))
    return isSame
      ? { ...NOTHING_FOUND, causes: [rightCause(provider)], got: "right" }
      : { ...NOTHING_FOUND, got: "unknown" }
  const space = spaceOf(input, scheme, match)
  const { matches, ...tried } = search(space, signaturesGiven(got))
  const excluded = { hypotheses: tried.tried, pairs: tried.pairs, varied: variedIn(space) }
  if (matches.some(({ deviations }) => deviations.length === 0))
    return { causes: [rightCause(provider)], excluded, got: "right" }
  return {
    causes: explain(matches, { provider, body: request.body, subject: "got" }),
    excluded,
    got: "wrong",
  }
}

function secretsOf({ secrets: [first, ...more], otherSecrets = [] }: DiagnosisInput) {
  return { secret: first?.value ?? "", otherSecrets: [...more, ...otherSecrets] }
}

function spaceOf(input: DiagnosisInput, scheme: DeclaredScheme, match: Verification["match"]): Space {
  const { request, otherUrls = [] } = input
  return hypothesisSpace(scheme, request, { ...secretsOf(input), otherUrls, match })
}

function isComputed(scheme: Provider["scheme"]): scheme is DeclaredScheme {
  return !isCoded(scheme) && isHash(scheme.algorithm)
}

function variedIn({ variants }: Space): Record<string, number> {
  const counts = NAMES.map((part) => [part, variants[part].length] as const)
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

function causeOf(
  provider: Provider,
  id: CauseId,
  {
    title,
    text,
    place,
  }: { readonly title: string; readonly text: string; readonly place?: Verification["match"] },
): Cause {
  const { header = null, field = null } = place ?? {}
  const proof = { text, header, field, difference: null }
  return { id, title, proof, fix: fixFor(id, provider), aliases: [] }
}

/** The code computed what the provider would have. */
function rightCause(provider: Provider): Cause {
  return causeOf(provider, "got-right", {
    title: "Your code computed the right signature for this request and secret.",
    text: `Computed as ${provider.name} signs, it is exactly the value given with --got.`,
  })
}

/** Right, but not now. */
function clockCause(provider: Provider, { match, timestamp, reason }: Verification): Cause {
  const age = formatDuration(Math.abs(timestamp?.ageSeconds ?? 0) * 1000)
  const isAhead = reason === "future"
  const when = isAhead ? `${age} ahead of the time it is judged at` : `${age} old at the time it is judged at`
  const place = match ? placeText(match) : ""
  return causeOf(provider, isAhead ? "clock-ahead" : "clock-stale", {
    title: `The signature is right, and its timestamp is ${when}.`,
    text: `The signature in ${place} is verified; only the age of its timestamp ${timestamp?.value ?? ""} is not accepted.`,
    place: match,
  })
}

/** A weaker signature beside the strong one, which is right alone. */
async function weakerCause(input: DiagnosisInput): Promise<Cause | undefined> {
  const { provider } = input
  const alone = isCoded(provider.scheme) ? undefined : weakerAlone(provider.scheme)
  const match = alone && (await matchAs({ ...provider, scheme: alone }, input, input.request))
  if (!match) return undefined
  const strong = signatureName(provider.scheme)
  return causeOf(provider, "header-weaker", {
    title: `The signature in ${strong} is wrong, and the weaker one in ${placeText(match)} is right.`,
    text: `Verified by itself, the signature in ${placeText(match)} is right for this request.`,
    place: match,
  })
}

/** The body of another request, under the headers of this one. */
async function otherRequest(input: DiagnosisInput): Promise<Cause | undefined> {
  const { provider, request, otherRequests = [] } = input
  for (const { id, body } of otherRequests) {
    const match = await matchAs(provider, input, { ...request, body })
    if (!match) continue
    return causeOf(provider, "request-other", {
      title: `The signature belongs to the body of another request${id === undefined ? "" : `, ${id}`}.`,
      text: `With the body of that request the signature in ${placeText(match)} verifies.`,
      place: match,
    })
  }
  return undefined
}

/** Another provider whose signature the request carries, and which is right. */
async function otherProvider(input: DiagnosisInput): Promise<Cause | undefined> {
  for (const provider of input.otherProviders ?? []) {
    if (provider.id === input.provider.id) continue
    const match = await matchAs(provider, input, input.request)
    if (!match) continue
    return causeOf(provider, "provider-other", {
      title: `This is a request of ${provider.name}, and its signature is right.`,
      text: `Under the scheme of ${provider.name} the signature in ${placeText(match)} verifies.`,
      place: match,
    })
  }
  return undefined
}

async function matchAs(
  { scheme }: Provider,
  { secrets, otherSecrets = [], conditions }: DiagnosisInput,
  request: DiagnosedRequest,
): Promise<Verification["match"]> {
  for (const { value } of [...secrets, ...otherSecrets]) {
    try {
      const { match } = await verify(scheme, { ...request, ...conditions, secrets: [value] })
      if (match) return match
    } catch (error) {
      // Not a key of that scheme.
      if (!(error instanceof WhkError)) throw error
    }
  }
  return null
}
