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

// As https://github.com/actions/toolkit (packages/core/src/command.ts) escapes them.
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C")
}
