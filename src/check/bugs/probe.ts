import { bodyVariants } from "../../diagnosis/variants/body-variants.ts"
import type { PartName } from "../../diagnosis/search/hypothesis.ts"
import { NAMES } from "../../diagnosis/search/search.ts"
import { hypothesisSpace } from "../../diagnosis/search/space.ts"
import type { Variant } from "../../diagnosis/variants/variant.ts"
import { isHash } from "../../signing/digest.ts"
import { isCoded } from "../../signing/scheme.ts"
import type { Shot } from "../case.ts"
import { recomputed } from "../recompute.ts"
import { otherLetters, signatureIn, withDigest, withSignature } from "../signature-text.ts"
import type { Subject } from "../subject.ts"

/** A request with the signature that code with one mistake would compute for it. */
export interface Probe {
  readonly part: PartName
  readonly variant: Variant<unknown>
  readonly shot: Shot
}

/** The requests that tell which mistake a handler makes, and two that tell whether they can. */
export interface Probes {
  /** Rightly signed. */
  readonly right: Shot
  /** Signed by nobody. */
  readonly wrong: Shot
  readonly probes: readonly Probe[]
}

const FIELD = "whk_check"

/** What every serialiser writes in its own way: numbers, letters, escapes, empty values, the order of keys. */
const CANARY =
  '{ "z": 1.0, "a": [1e3, 12345678901234567890, -0.0], "s": "é \\u00fc 😀 <&> \\/ a/b = \'q\' \\u2028", "n": null, "e": "", "o": {"b": {}, "a": []} }'

/** Everything a handler may have got wrong, one mistake each, over a body on which each mistake changes bytes. */
export async function probesFor(subject: Subject): Promise<Probes | undefined> {
  const { scheme } = subject.provider
  const body = canary(subject)
  const right = await subject.shot({ body })
  if (signatureIn(scheme, right) === undefined) return undefined
  const wrong = withDigest(scheme, right, otherLetters)
  return { right, wrong, probes: [...(await probesOf(subject, right))] }
}

function canary(subject: Subject): Buffer {
  const json = subject.json()
  if (subject.fixedBody !== undefined || !json) return subject.newEvent().body
  const text = JSON.stringify(json, null, 1)
  return Buffer.from(`${text.slice(0, -2)},\n "${FIELD}": ${CANARY}\r\n}\n`, "utf8")
}

async function probesOf(subject: Subject, right: Shot): Promise<Probe[]> {
  const { scheme } = subject.provider
  const secret = subject.secrets[0] ?? ""
  if (!isCoded(scheme) && isHash(scheme.algorithm)) {
    const space = hypothesisSpace(scheme, right, { secret, otherSecrets: [], otherUrls: [], match: null })
    return NAMES.flatMap((part) =>
      space.variants[part].map((variant): Probe => {
        const change = { [part]: variant.value }
        return { part, variant, shot: { ...recomputed(scheme, right, { secret, change }), confidential: "" } }
      }),
    )
  }
  // Only the scheme itself can sign: it signs another body, and the signature goes to this one.
  if (!subject.coversBody || (scheme.bodyFields ?? []).length > 0) return []
  const variants = bodyVariants(right.body, { truth: right.body, contentLength: undefined })
  return await Promise.all(
    variants.map(async (variant): Promise<Probe> => {
      const signed = await subject.shot({ body: variant.value })
      const text = signatureIn(scheme, signed)
      const value = text ? text.before + text.digest + text.after : ""
      const shot = { ...withSignature(scheme, { ...signed, body: right.body }, value), confidential: "" }
      return { part: "body", variant, shot }
    }),
  )
}
