import { createHash } from "node:crypto"
import type { ComponentParser, SignatureParameters } from "http-message-signatures"
import { headerValues, type Headers } from "../../../domain/headers.ts"
import { decodeStrictly } from "../../digest.ts"
import type { VerifyInput } from "../../verification.ts"
import type { CandidateKey } from "../candidate-keys.ts"
import { contentDigestCheck } from "./content-digest.ts"
import { countItems, dictionaryMembers } from "./dictionary.ts"
import type { Lifetime } from "../lifetime.ts"
import { messageVerifier } from "./message-algorithms.ts"

/** One signature of a message: a member of Signature-Input and the member of Signature with the same label. */
export interface LabelledSignature {
  readonly label: string
  /** Which member of Signature-Input it is, 0 for the first. */
  readonly index: number
  readonly input: string
  readonly value: string
}

/** What a right signature covers. */
export interface Coverage {
  /** Whether the digest that is covered is the body's; undefined where no digest is covered. */
  readonly body: boolean | undefined
  readonly lifetime: Lifetime
}

// What was signed is rebuilt for each signature, component by component, before any key is tried: a stranger's headers
// must not buy much of that. Real messages carry a few signatures over about ten components.
const MAX_SIGNATURES = 20
const MAX_COMPONENTS = 100

/**
 * The signatures of a message that can be read, in the order of Signature-Input: none of a message that has more than 20,
 * and none that covers more than 100 components.
 */
export function labelledSignatures(headers: Headers): LabelledSignature[] {
  const inputs = dictionaryMembers(headerValues(headers, "Signature-Input"))
  if (inputs.length > MAX_SIGNATURES) return []
  const values = dictionaryMembers(headerValues(headers, "Signature"))
  return inputs.flatMap(({ name, value: input }, index) => {
    const value = values.find((member) => member.name === name)?.value ?? ""
    const [, text = ""] = /^:([A-Za-z0-9+/=]+):$/.exec(value) ?? []
    const isList = input.startsWith("(") && countItems(input) <= MAX_COMPONENTS
    const isReadable = isList && (decodeStrictly(text, "base64")?.length ?? 0) > 0
    return isReadable ? [{ label: name, index, input, value }] : []
  })
}

/** What a signature covers, or undefined when the key did not make it. */
export type SignatureReader = (
  signature: LabelledSignature,
  candidate: CandidateKey,
) => Promise<Coverage | undefined>

/**
 * Reads signatures of one message, with any keys. The library rebuilds what was signed, from one signature alone;
 * whether its times are right is left to the caller, who has a clock.
 */
export function signatureReader({ method, url, headers, body }: VerifyInput): SignatureReader {
  const message = { method, url, headers: grouped(headers) }
  const isRightDigest = contentDigestCheck(headerValues(headers, "Content-Digest"), (algorithm) =>
    createHash(algorithm).update(body).digest(),
  )
  return (signature, candidate) => readSignature(signature, candidate, { message, isRightDigest })
}

type DigestCheck = ReturnType<typeof contentDigestCheck>

interface ReadMessage {
  readonly message: {
    readonly method: string
    readonly url: string
    readonly headers: Record<string, string[]>
  }
  readonly isRightDigest: DigestCheck
}

async function readSignature(
  { label, input, value }: LabelledSignature,
  candidate: CandidateKey,
  { message, isRightDigest }: ReadMessage,
): Promise<Coverage | undefined> {
  const { httpbis } = await import("http-message-signatures")
  const verifier = await messageVerifier(candidate.key)
  const alone = {
    ...message,
    headers: { ...message.headers, "signature-input": `${label}=${input}`, signature: `${label}=${value}` },
  }
  const digests: (boolean | undefined)[] = []
  let parameters: SignatureParameters = {}
  const componentParser: ComponentParser = (name, options) => {
    if (name === "content-digest") digests.push(checkDigest(options, isRightDigest))
    // A signature over another signature means all of the message's.
    const isOther = name === "signature" || name === "signature-input"
    return isOther ? httpbis.extractHeader(name, options, message) : null
  }
  try {
    const isRight = await httpbis.verifyMessage(
      {
        componentParser,
        tolerance: Number.MAX_SAFE_INTEGER,
        async keyLookup(found) {
          parameters = found
          const isOthers =
            candidate.id !== undefined && found.keyid !== undefined && candidate.id !== found.keyid
          return isOthers ? null : verifier
        },
      },
      alone,
    )
    if (isRight !== true) return undefined
  } catch {
    return undefined
  }
  const known = digests.filter((digest) => digest !== undefined)
  return {
    body: known.length === 0 ? undefined : known.every(Boolean),
    lifetime: lifetimeOf(parameters),
  }
}

/** Whether a covered Content-Digest is right: the whole header, or the one digest that `key` names. */
function checkDigest(options: ReadonlyMap<string, unknown>, isRightDigest: DigestCheck): boolean | undefined {
  const key = options.get("key")
  const isPlain = [...options.keys()].every((name) => ["sf", "bs", "key"].includes(name))
  if (!isPlain || (key !== undefined && typeof key !== "string")) return undefined
  return isRightDigest(key)
}

function lifetimeOf({ created, expires }: SignatureParameters): Lifetime {
  return {
    ...(created instanceof Date && { issued: String(created.getTime() / 1000) }),
    ...(expires !== undefined && { expires: typeof expires === "number" ? expires : Number.NaN }),
  }
}

/** All values of each header, in their order. */
function grouped(headers: Headers): Record<string, string[]> {
  const values = new Map<string, string[]>()
  for (const [name, value] of headers) {
    const known = values.get(name.toLowerCase())
    if (known) known.push(value)
    else values.set(name.toLowerCase(), [value])
  }
  return Object.fromEntries(values)
}
