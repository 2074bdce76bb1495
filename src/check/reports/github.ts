import { cleanText } from "../../domain/text.ts"
import { isPassed, countsOf, type Report } from "../report.ts"

/** The report as workflow commands, which GitHub shows as annotations: the bugs, then the failed cases. */
export function githubReport(report: Report): string {
  const { cases, bugs, accepted, stale, provider, target } = report
  const failed = cases.filter(({ id, ok }) => ok === false && !accepted.has(id))
  const { passed, skipped } = countsOf(report)
  return [
    ...bugs.map(({ title, proof, fix }) =>
      command(isPassed(report) ? "warning" : "error", title, `${proof} ${fix.text}`),
    ),
    ...failed.map(({ id, title, detail }) => command("error", `${id}: ${title}`, detail ?? "")),
    ...stale.map((id) => command("warning", `${id} no longer fails`, "Take it out of the baseline.")),
    command(
      "notice",
      "whk check",
      `${provider.name} at ${target}: ${passed} passed, ${failed.length} failed, ${skipped} skipped.`,
    ),
    "",
  ].join("\n")
}

function command(level: "error" | "warning" | "notice", title: string, message: string): string {
  return `::${level} title=${property(title)}::${data(message)}`
}

const LONGEST = 2000

// As https://github.com/actions/toolkit (packages/core/src/command.ts) escapes them; line breaks are gone before.
function data(text: string): string {
  return cleanText(text.replace(/\s+/g, " "), LONGEST).replaceAll("%", "%25")
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C")
}
