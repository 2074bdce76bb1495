import { cleanText } from "../../domain/text.ts"
import type { CaseResult } from "../run.ts"
import type { Report } from "../report.ts"

const LONGEST = 1000

/** The report in the Test Anything Protocol, version 14. */
export function tapReport(report: Report): string {
  const { cases, bugs } = report
  const lines = cases.flatMap((one, index) => testPoint(one, index + 1, report))
  const comments = bugs.map(({ title }) => `# ${oneLine(title)}`)
  return ["TAP version 14", `1..${cases.length}`, ...lines, ...comments, ""].join("\n")
}

function testPoint(one: CaseResult, number: number, { accepted }: Report): string[] {
  const { id, title, ok, skipped, detail, status, elapsedMs, expect } = one
  const named = `${number} - ${escaped(`${id}: ${title}`)}`
  if (ok === null) return [`ok ${named} # SKIP ${oneLine(skipped ?? "")}`]
  if (ok) return [`ok ${named}`]
  const todo = accepted.has(id) ? " # TODO accepted by the baseline" : ""
  return [
    `not ok ${named}${todo}`,
    "  ---",
    `  message: ${JSON.stringify(oneLine(detail ?? ""))}`,
    `  expect: ${expect}`,
    `  status: ${status ?? "null"}`,
    `  elapsedMs: ${elapsedMs ?? "null"}`,
    "  ...",
  ]
}

/** A `#` begins a directive. */
function escaped(text: string): string {
  return oneLine(text).replace(/[\\#]/g, "\\$&")
}

function oneLine(text: string): string {
  return cleanText(text.replace(/\s+/g, " "), LONGEST)
}
