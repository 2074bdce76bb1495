import { carriesSeveral } from "../../signing/scheme.ts"
import { type CaseRule, expecting, skip } from "./rule.ts"

const ROTATES =
  "While a secret is rotated the provider signs with both, and events get lost where one is looked at."

/** Requests signed with two secrets, one of which is the handler's. */
export const rotationCases: readonly CaseRule[] = (["first", "second"] as const).map((place) => ({
  id: `rotation-${place}`,
  title: `of two signatures the right one is found where it is the ${place}`,
  why: ROTATES,
  needsSignature: true,
  async plan(subject) {
    const { scheme, name } = subject.provider
    if (!carriesSeveral(scheme)) return skip(`${name} sends one signature only`)
    const secrets = [...subject.secrets, subject.otherSecret("rotation")]
    return expecting(
      "accept",
      await subject.shot({ secrets: place === "first" ? secrets : secrets.toReversed() }),
    )
  },
}))
