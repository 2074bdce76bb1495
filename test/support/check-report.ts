import type { Report } from "../../src/check/report.ts"
import type { CaseResult } from "../../src/check/run.ts"
import { findProvider } from "../../src/providers/registry.ts"

/** What came of a case, which passed unless told otherwise. */
export function caseResult(one: Partial<CaseResult>): CaseResult {
  const isSkipped = one.ok === null
  return {
    id: "genuine",
    title: "a genuine event is accepted",
    why: "Everything else is worth nothing where this fails.",
    expect: isSkipped ? null : "accept",
    ok: true,
    skipped: null,
    status: isSkipped ? null : 200,
    elapsedMs: isSkipped ? null : 12,
    detail: null,
    shots: [],
    ...one,
  }
}

/** A report on a handler of GitHub's events. */
export function checkReport(report: Partial<Report>): Report {
  return {
    target: "http://localhost:3000/",
    provider: findProvider("github"),
    event: "push",
    cases: [],
    bugs: [],
    accepted: new Set(),
    stale: [],
    ...report,
  }
}
