import { cleanText } from "../../domain/text.ts"
import type { CaseResult } from "../run.ts"
import { countsOf, type Report } from "../report.ts"

const LONGEST = 1000

/** The report as JUnit's XML, as CI servers read it (the schema of Jenkins' xUnit plugin). */
export function junitReport(report: Report): string {
  const { target, provider, cases, bugs, accepted } = report
  const { failed, skipped } = countsOf(report)
  const name = `whk check ${provider.id} ${target}`
  const totals = `tests="${cases.length}" failures="${failed}" errors="0" time="${seconds(total(cases))}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="whk check" ${totals}>`,
    `  <testsuite name="${attribute(name)}" ${totals} skipped="${skipped + accepted.size}">`,
    ...cases.map((one) => testCase(one, report)),
    ...(bugs.length === 0
      ? []
      : [`    <system-out>${text(bugs.map(({ title }) => title).join("\n"))}</system-out>`]),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n")
}

function testCase(one: CaseResult, { provider, accepted }: Report): string {
  const { id, title, why, ok, skipped, detail, elapsedMs } = one
  const open = `    <testcase name="${attribute(`${id}: ${title}`)}" classname="whk.check.${attribute(provider.id)}" time="${seconds(elapsedMs ?? 0)}"`
  if (ok === null) return `${open}><skipped message="${attribute(skipped ?? "")}"/></testcase>`
  if (ok) return `${open}/>`
  const message = attribute(detail ?? "")
  if (accepted.has(id)) return `${open}><skipped message="accepted by the baseline: ${message}"/></testcase>`
  return `${open}><failure message="${message}" type="${one.expect}">${text(why)}</failure></testcase>`
}

function total(cases: readonly CaseResult[]): number {
  return cases.reduce((sum, { elapsedMs }) => sum + (elapsedMs ?? 0), 0)
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}

const NAMED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

function text(raw: string): string {
  // XML 1.0 has no way to write some of what is cleaned away here, and of these two.
  const lines = raw.split("\n").map((line) => cleanText(line, LONGEST).replace(/[\ufffe\uffff]/g, "\ufffd"))
  return lines.join("\n").replace(/[&<>"]/g, (character) => NAMED[character]!)
}

function attribute(raw: string): string {
  return text(raw).replaceAll("\n", "&#10;")
}
