import type { PlannedCase, Shot, SkippedCase } from "../../src/check/case.ts"
import { planCases } from "../../src/check/cases.ts"
import { Subject, type SubjectOptions } from "../../src/check/subject.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { verify } from "../../src/signing/verify.ts"

export const NOW_MS = Date.parse("2026-06-01T12:00:00Z")

/** Whose handler a check would be of, with a secret of its own unless another is given. */
export function subjectFor(id: string, options: Partial<SubjectOptions> = {}): Subject {
  const provider = options.provider ?? findProvider(id)
  return new Subject({
    provider,
    secret: generateSecret(provider),
    url: "https://example.com/hooks",
    event: provider.testEvent ?? provider.events[0]?.type ?? "example.event",
    nowMs: NOW_MS,
    seed: "1",
    verifyToken: "token",
    ...options,
  })
}

export async function casesFor(
  id: string,
  options: Partial<SubjectOptions> = {},
): Promise<ReadonlyMap<string, PlannedCase | SkippedCase>> {
  return new Map((await planCases(subjectFor(id, options))).map((one) => [one.id, one]))
}

/** A case of a provider that has to apply. */
export async function plannedCase(
  subject: Subject,
  id: string,
): Promise<PlannedCase & { readonly shots: readonly [Shot, ...Shot[]] }> {
  const found = (await planCases(subject)).find((one) => one.id === id)
  if (!found || "skipped" in found) throw new Error(`${id} is ${found?.skipped ?? "no case"}`)
  return found as PlannedCase & { readonly shots: readonly [Shot, ...Shot[]] }
}

/** Whether whk itself takes a request for genuine. */
export async function isGenuine({ provider, secrets, options }: Subject, shot: Shot): Promise<boolean> {
  return (await verify(provider.scheme, { ...shot, secrets, nowMs: options.nowMs })).verified
}
