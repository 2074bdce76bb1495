import type { Header, Headers } from "../../domain/headers.ts"
import { cleanText } from "../../domain/text.ts"
import { readSignatures } from "../../signing/read-signatures.ts"
import { type DeclaredScheme, placeName, type PlaceName, signatureHeaders } from "../../signing/scheme.ts"
import type { CauseId } from "../causes.ts"
import { plainName } from "./plain-name.ts"

/** A signature that a hypothesis may explain. */
export interface FoundSignature {
  readonly bytes: Buffer
  readonly place: PlaceName
  /** Its end is missing: a digest that begins like this explains it. */
  readonly isCut: boolean
  /** What is wrong with the way it stands there; absent where it stands as it should. */
  readonly flaw?: Flaw
}

export interface Flaw {
  readonly id: CauseId
  readonly what: string
}

/** Of what stands nowhere in a request. */
const GIVEN: PlaceName = { header: null, field: null }
/** Digests of MD5, SHA-1, SHA-256, SHA-384 and SHA-512. */
const DIGEST_LENGTHS = new Set([16, 20, 32, 48, 64])
/** The notations of 64 bytes, encoded twice, are shorter; and no provider signs so often. */
const LONGEST_TOKEN = 200
const MOST_TOKENS = 100
/** With fewer bytes than this a match could be chance. */
const SHORTEST_CUT_BYTES = 10

/** Everything in a request that may be its signature: as the scheme wants it first, then however it got changed. */
export function signaturesIn(
  scheme: DeclaredScheme,
  request: { readonly headers: Headers; readonly body: Uint8Array },
): FoundSignature[] {
  const place = placeName(scheme)
  const right = readSignatures(scheme, request).flatMap(({ candidates }) =>
    candidates.map(({ bytes }): FoundSignature => ({ bytes, place, isCut: false })),
  )
  const known = new Set(right.map(({ bytes }) => bytes.toString("latin1")))
  const others = request.headers.flatMap((header) => signaturesInHeader(scheme, header))
  return [...right, ...others.filter(({ bytes }) => !known.has(bytes.toString("latin1")))]
}

/** The digest that somebody's own code computed, in whatever notation it was logged. */
export function signaturesGiven(text: string): FoundSignature[] {
  return tokensOf(text).flatMap(({ token }) =>
    readings(token).map(({ bytes, isCut }): FoundSignature => ({ bytes, place: GIVEN, isCut })),
  )
}

function signaturesInHeader(scheme: DeclaredScheme, [name, value]: Header): FoundSignature[] {
  // The weaker signature beside the strong one is no other place for it.
  if (name.toLowerCase() === scheme.weaker?.header[0].toLowerCase()) return []
  const strong = signatureHeaders(scheme)[0] ?? ""
  const isOwn = plainName(name) === plainName(strong)
  const isExact = name.toLowerCase() === strong.toLowerCase()
  const tokens = tokensOf(value)
  const isDivided = /[;,\s]/.test(value)
  const hasSeveral = tokens.filter(({ token }) => readings(token).some(({ isCut }) => !isCut)).length > 1
  return tokens.flatMap(({ token, label }) =>
    readings(token).flatMap((reading): FoundSignature[] => {
      // Elsewhere a cut digest cannot be told from any other text.
      if (reading.isCut && !isOwn) return []
      const flaw: Flaw = isOwn
        ? isExact
          ? ownFlaw(scheme, { reading, token, label, isParted: hasSeveral || (label !== "" && isDivided) })
          : { id: "header-renamed", what: `the header arrived as ${cleanText(name, 60)}` }
        : {
            id: "header-other",
            what: `the signature stands in ${cleanText(name, 60)}`,
          }
      return [{ bytes: reading.bytes, place: { header: name, field: null }, isCut: reading.isCut, flaw }]
    }),
  )
}

interface Reading {
  readonly bytes: Buffer
  readonly encoding: "hex" | "base64" | "base64url" | "twice"
  readonly isUpper: boolean
  readonly isCut: boolean
}

function ownFlaw(
  { digest }: DeclaredScheme,
  found: {
    readonly reading: Reading
    readonly token: string
    readonly label: string
    /** Other signatures or parts stand beside it. */
    readonly isParted: boolean
  },
): Flaw {
  const { reading, token, label, isParted } = found
  if (reading.isCut)
    return {
      id: "header-truncated",
      what: `the header ends after ${reading.bytes.length} bytes of the signature`,
    }
  if (reading.encoding === "twice")
    return { id: "digest-encoded-twice", what: "the digest was encoded twice" }
  if (reading.isUpper && digest === "hex") return { id: "digest-case", what: "the digest is in upper case" }
  if (reading.encoding !== digest)
    return { id: "digest-encoding", what: `the digest is in ${reading.encoding}, not ${digest}` }
  if (Buffer.from(token, digest).toString(digest) !== token)
    return { id: "digest-encoding", what: `the digest is not written in whole ${digest}` }
  if (isParted)
    return { id: "header-merged", what: "the header's parts were joined or separated in another way" }
  return label === ""
    ? { id: "digest-prefix", what: "the prefix before the digest is missing" }
    : { id: "digest-prefix", what: `the prefix before the digest is ${label}` }
}

/** The texts in a value that may be a digest, each with the label that stands before it: `sha256=`, `v1,`. */
function tokensOf(value: string): { readonly token: string; readonly label: string }[] {
  const pieces = value.split(/([\s,;"']+)/)
  const tokens: { token: string; label: string }[] = []
  for (let at = 0; at < pieces.length; at += 2) {
    const piece = pieces[at]!
    const [, key, rest] = /^([A-Za-z][\w-]{0,20}[=:])([^=:].*)$/s.exec(piece) ?? []
    const before = pieces[at - 2] ?? ""
    const ownLabel = /^[A-Za-z][\w-]{0,11}$/.test(before) ? `${before}${pieces[at - 1]}` : ""
    if (key !== undefined && rest !== undefined) tokens.push({ token: rest, label: key })
    tokens.push({ token: piece, label: ownLabel })
  }
  return tokens
    .filter(({ token }) => token.length >= SHORTEST_CUT_BYTES && token.length <= LONGEST_TOKEN)
    .slice(0, MOST_TOKENS)
}

function readings(token: string): Reading[] {
  const found: Reading[] = []
  if (/^(?:[0-9a-fA-F]{2})+$/.test(token))
    found.push(reading(Buffer.from(token, "hex"), "hex", /[A-F]/.test(token)))
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(token)) found.push(reading(Buffer.from(token, "base64"), "base64", false))
  else if (/^[A-Za-z0-9_-]+={0,2}$/.test(token))
    found.push(reading(Buffer.from(token, "base64url"), "base64url", false))
  const inner = Buffer.from(token, "base64").toString("latin1")
  if (/^(?:[0-9a-f]{2}){16,64}$/i.test(inner)) found.push(reading(Buffer.from(inner, "hex"), "twice", false))
  // A whole digest may be anything's; a cut one only where it is long enough not to be chance.
  return found.filter(({ bytes }) => bytes.length >= SHORTEST_CUT_BYTES && bytes.length <= 64)
}

function reading(bytes: Buffer, encoding: Reading["encoding"], isUpper: boolean): Reading {
  return { bytes, encoding, isUpper, isCut: !DIGEST_LENGTHS.has(bytes.length) }
}
