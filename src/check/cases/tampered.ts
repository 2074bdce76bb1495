import { type CaseRule, expecting, skip } from "./rule.ts"
import { signedFields } from "../signature-text.ts"
import { tamper } from "../tamper.ts"
import { uncovered } from "./forged.ts"

const CHANGES = "An event that somebody changed on its way passes for genuine."

/** Genuine requests in whose body one character of a value was changed. */
export const tamperedCases: readonly CaseRule[] = (["first", "middle", "last"] as const).map((where) => ({
  id: `body-tampered-${where}`,
  title: `a body with one character of its ${where} value changed is refused`,
  why: CHANGES,
  needsSignature: true,
  async plan(subject) {
    const skipped = uncovered(subject)
    if (skipped) return skipped
    const shot = await subject.shot()
    const body = tamper(shot.body, where, signedFields(subject.provider.scheme))
    return body === undefined
      ? skip("the body has no value that could be changed")
      : expecting("reject", { ...shot, body, confidential: "" })
  },
}))
