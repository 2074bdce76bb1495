import type { Provider } from "../providers/provider.ts"
import type { PlannedCase, SkippedCase } from "./case.ts"
import { clockCases } from "./cases/clock.ts"
import { forgedCases } from "./cases/forged.ts"
import { genuineCases } from "./cases/genuine.ts"
import { handshakeCases } from "./cases/handshakes.ts"
import { rotationCases } from "./cases/rotation.ts"
import { type CaseRule, expecting, unsigned } from "./cases/rule.ts"
import { tamperedCases } from "./cases/tampered.ts"
import { transportCases } from "./cases/transport.ts"
import { weakerCases } from "./cases/weaker.ts"
import type { Subject } from "./subject.ts"

/** Sent when everything else was. */
const LAST: CaseRule = {
  id: "still-alive",
  title: "after all of this a genuine event is still accepted",
  why: "A handler that one bad request brings down loses every event after it.",
  plan: async (subject) => expecting("accept", await subject.shot()),
}

/** Every case but the handshakes, which are the provider's own, in the order they are told. */
export const CASES: readonly CaseRule[] = [
  ...genuineCases,
  ...forgedCases,
  ...tamperedCases,
  ...weakerCases,
  ...clockCases,
  ...rotationCases,
  ...transportCases,
  LAST,
]

/** The ids of every case that a check of this provider can have. */
export function caseIds({ handshakes = [] }: Pick<Provider, "handshakes">): string[] {
  return [...CASES.map(({ id }) => id), ...handshakes.map(({ id }) => `handshake-${id}`)]
}

/** The cases for this provider, with their requests or with why they say nothing about it. */
export async function planCases(subject: Subject): Promise<(PlannedCase | SkippedCase)[]> {
  const rules = CASES.filter((rule) => rule !== LAST)
  const planned: (PlannedCase | SkippedCase)[] = []
  for (const rule of rules) planned.push(await plan(rule, subject))
  return [...planned, ...(await handshakeCases(subject)), await plan(LAST, subject)]
}

/** One case for this provider; undefined where it has none of this id. */
export async function planCase(id: string, subject: Subject): Promise<PlannedCase | SkippedCase | undefined> {
  const rule = CASES.find((candidate) => candidate.id === id)
  if (rule) return await plan(rule, subject)
  return (await handshakeCases(subject)).find((planned) => planned.id === id)
}

async function plan(
  { id, title, why, needsSignature, plan: planFor }: CaseRule,
  subject: Subject,
): Promise<PlannedCase | SkippedCase> {
  const found = (needsSignature && unsigned(subject)) ?? (await planFor(subject))
  if ("skipped" in found) return { id, title, why, skipped: found.skipped }
  return { id, title, why, delivery: "one-by-one", ...found }
}
