import type { CaseResult } from "../check/run.ts"
import { countsOf, type Report } from "../check/report.ts"
import type { Bug } from "../check/bugs/bug.ts"
import type { Framework } from "../diagnosis/diagnosis.ts"
import { cleanText } from "../domain/text.ts"
import { type Field, fieldLines } from "./fields.ts"
import type { Output } from "./output.ts"

type Screen = Pick<Output, "color" | "columns">

/** A check for people: the bugs first, then the cases that failed, then the counts. */
export function checkView(
  report: Report,
  {
    out,
    framework,
    isVerbose,
  }: { readonly out: Screen; readonly framework: Framework | undefined; readonly isVerbose: boolean },
): string {
  const { cases, bugs, stale, accepted } = report
  const shown = cases.filter(({ ok }) => isVerbose || ok === false)
  const notes = stale.map((id) => out.color.yellow(`${id} no longer fails: take it out of the baseline`))
  return [
    ...bugs.map((bug) => bugLines(bug, { out, framework })),
    shown.map((one) => caseLine(one, { out, isAccepted: accepted.has(one.id) })),
    notes,
    [countLine(report, out)],
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")
}

function bugLines(
  { title, proof, fix }: Bug,
  { out, framework }: { readonly out: Screen; readonly framework: Framework | undefined },
): string[] {
  const { color } = out
  const code = framework === undefined ? undefined : fix.code?.[framework]
  const fields: Field[] = [
    ["proof", proof],
    ["fix", fix.text],
  ]
  return [
    `${color.red("✗")} ${color.bold(cleanText(title))}`,
    ...indented(fieldLines(fields, { color, columns: out.columns - 2 })),
    ...(code === undefined ? [] : ["", ...indented(code.split("\n")).map((line) => color.dim(line))]),
  ]
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`)
}

function caseLine(
  { id, title, ok, skipped, detail }: CaseResult,
  { out, isAccepted }: { readonly out: Screen; readonly isAccepted: boolean },
): string {
  const { color } = out
  const mark =
    ok === null ? color.dim("–") : ok ? color.green("✓") : isAccepted ? color.yellow("!") : color.red("✗")
  const said =
    ok === null
      ? `skipped: ${skipped}`
      : ok
        ? ""
        : `${cleanText(detail ?? "")}${isAccepted ? " (accepted)" : ""}`
  return `${mark} ${id}  ${color.dim(title)}${said === "" ? "" : `\n    ${said}`}`
}

function countLine(report: Report, { color }: Screen): string {
  const { passed, failed, skipped } = countsOf(report)
  const known = report.accepted.size === 0 ? "" : `, ${report.accepted.size} accepted`
  const line = `${passed} passed, ${failed} failed${known}, ${skipped} skipped`
  return failed === 0 ? color.green(line) : color.red(line)
}
