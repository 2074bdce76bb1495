import type { Framework } from "../../diagnosis/diagnosis.ts"
import { cleanText } from "../../domain/text.ts"
import { countsOf, isPassed, type Report } from "../report.ts"

const LONGEST = 1000

/** The report as Markdown, for a job summary or a comment. */
export function markdownReport(report: Report, framework: Framework | undefined): string {
  const { cases, bugs, accepted, stale, provider, target, event } = report
  const { passed, failed, skipped } = countsOf(report)
  const lines = [
    `## ${isPassed(report) ? "✅" : "❌"} whk check: ${cell(provider.name)} at \`${code(target)}\``,
    "",
    `${passed} passed, ${failed} failed, ${skipped} skipped, with the event \`${code(event)}\`.`,
    "",
  ]
  for (const { title, proof, fix } of bugs) {
    lines.push(`### ${cell(title)}`, "", cell(proof), "", `**Fix:** ${cell(fix.text)}`, "")
    const shown = framework === undefined ? undefined : fix.code?.[framework]
    if (shown !== undefined) lines.push("```", shown, "```", "")
  }
  const failures = cases.filter(({ ok }) => ok === false)
  if (failures.length > 0) {
    lines.push("| case | expected | status | what came back |", "| --- | --- | --- | --- |")
    for (const { id, expect, status, detail } of failures)
      lines.push(
        `| \`${id}\`${accepted.has(id) ? " (accepted)" : ""} | ${expect} | ${status ?? "none"} | ${cell(detail ?? "")} |`,
      )
    lines.push("")
  }
  if (stale.length > 0)
    lines.push(
      `No longer failing, but still in the baseline: ${stale.map((id) => `\`${id}\``).join(", ")}.`,
      "",
    )
  return lines.join("\n")
}

/** Text that neither ends a cell of a table nor is markup. */
function cell(text: string): string {
  return cleanText(text.replace(/\s+/g, " "), LONGEST).replace(/[\\`*_~&[\]<>|#]/g, "\\$&")
}

function code(text: string): string {
  return cleanText(text.replace(/[`\s|]+/g, " "), LONGEST)
}
