import type { Shot } from "../case.ts"
import {
  otherLetters,
  signatureIn,
  signedFields,
  withDigest,
  withoutSignature,
  withSignature,
} from "../signature-text.ts"
import { tamper } from "../tamper.ts"
import type { Subject } from "../subject.ts"
import { type CaseRule, expecting, type Skip, skip } from "./rule.ts"

const FORGES = "Anybody who finds the address can then send events."

/** Requests whose signature is not there, or is no signature of theirs. */
export const forgedCases: readonly CaseRule[] = [
  forged("signature-missing", "a request without a signature is refused", FORGES, (subject, shot) => {
    const bare = withoutSignature(subject.provider.scheme, shot)
    return bare ?? skip("the signature stands in the body")
  }),
  forged("signature-empty", "a request with an empty signature is refused", FORGES, (subject, shot) =>
    withSignature(subject.provider.scheme, shot, ""),
  ),
  forged("signature-garbage", "a text that is no signature is refused", FORGES, (subject, shot) =>
    withSignature(subject.provider.scheme, shot, "garbage"),
  ),
  forged(
    "signature-prefix-only",
    "a signature that is only its prefix is refused",
    "An empty digest equals the beginning of any other.",
    (subject, shot) => {
      const text = signatureIn(subject.provider.scheme, shot)
      if (!text || text.before === "")
        return skip(`${subject.provider.name} writes nothing before the digest`)
      return withDigest(subject.provider.scheme, shot, () => "")
    },
  ),
  forged(
    "signature-truncated",
    "the first half of the right signature is refused",
    "Who compares only as many characters as arrived accepts a single one, which is guessed in no time.",
    (subject, shot) =>
      withDigest(subject.provider.scheme, shot, (digest) =>
        digest.slice(0, Math.floor(digest.length / 4) * 2),
      ),
  ),
  forged(
    "signature-half-wrong",
    "a signature whose second half is wrong is refused",
    "A comparison that stops early makes the signature shorter than it is.",
    (subject, shot) =>
      withDigest(subject.provider.scheme, shot, (digest) => {
        const half = Math.floor(digest.length / 4) * 2
        return digest.slice(0, half) + otherLetters(digest.slice(half))
      }),
  ),
  forged(
    "signature-wrong",
    "a signature of the right length and the wrong value is refused",
    FORGES,
    (subject, shot) => withDigest(subject.provider.scheme, shot, otherLetters),
  ),
  {
    id: "signature-of-another",
    title: "the right signature of another body is refused",
    why: "Whoever saw one event could send any other with its signature.",
    needsSignature: true,
    async plan(subject) {
      const { scheme } = subject.provider
      const skipped = uncovered(subject)
      if (skipped) return skipped
      const own = await subject.shot()
      const body = tamper(own.body, "middle", signedFields(scheme))
      if (!body) return skip("the body has no value that could be changed")
      const other = await subject.shot({ body })
      const text = signatureIn(scheme, other)
      if (!text) return skip("there is no signature to take")
      // The time and the id of the other event as well: only the body is another one.
      const isInBody = (scheme.bodyFields ?? []).length > 0
      if (isInBody)
        return expecting("reject", withSignature(scheme, own, text.before + text.digest + text.after))
      return expecting("reject", { ...other, body: own.body, confidential: own.confidential ?? "" })
    },
  },
  {
    id: "secret-wrong",
    title: "a signature made with another secret is refused",
    why: FORGES,
    needsSignature: true,
    async plan(subject) {
      const shot = await subject.shot({ secrets: [subject.otherSecret("wrong")] })
      return expecting("reject", { ...shot, confidential: "" })
    },
  },
]

/** A case that changes what a genuine request carries as its signature. */
function forged(
  id: string,
  title: string,
  why: string,
  change: (subject: Subject, shot: Shot) => Shot | Skip,
): CaseRule {
  return {
    id,
    title,
    why,
    needsSignature: true,
    async plan(subject) {
      const changed = change(subject, await subject.shot())
      return "skipped" in changed ? changed : expecting("reject", changed)
    },
  }
}

/** Where the body is not covered, nothing binds the signature to it. */
export function uncovered(subject: Subject): Skip | undefined {
  return subject.coversBody
    ? undefined
    : skip(`${subject.provider.name}'s signature does not cover the whole body`)
}
