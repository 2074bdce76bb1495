import type { Provider } from "../providers/provider.ts"
import type { Bug } from "./bugs/bug.ts"
import type { CaseResult } from "./run.ts"

/** A check as it is told. */
export interface Report {
  readonly target: string
  readonly provider: Provider
  readonly event: string
  readonly cases: readonly CaseResult[]
  readonly bugs: readonly Bug[]
  /** Ids of failed cases that a baseline accepts. */
  readonly accepted: ReadonlySet<string>
  /** What the baseline accepts although it no longer fails. */
  readonly stale: readonly string[]
}

export interface Counts {
  readonly passed: number
  /** Without those that the baseline accepts. */
  readonly failed: number
  readonly skipped: number
}

export function countsOf({ cases, accepted }: Report): Counts {
  return {
    passed: cases.filter(({ ok }) => ok === true).length,
    failed: cases.filter(({ id, ok }) => ok === false && !accepted.has(id)).length,
    skipped: cases.filter(({ ok }) => ok === null).length,
  }
}

/** Whether nothing is wrong that is not accepted. */
export function isPassed(report: Report): boolean {
  return countsOf(report).failed === 0
}

/** The report as `whk check --json` prints it. */
export function reportJson(report: Report): object {
  const { target, provider, event, cases, bugs, accepted, stale } = report
  return {
    target,
    provider: provider.id,
    event,
    ok: isPassed(report),
    ...countsOf(report),
    cases: cases.map(({ id, title, expect, ok, skipped, status, elapsedMs, detail }) => ({
      id,
      title,
      expect,
      ok,
      accepted: ok === false && accepted.has(id),
      skipped,
      status,
      elapsedMs,
      detail,
    })),
    diagnosis: bugs,
    baseline: { stale },
  }
}
