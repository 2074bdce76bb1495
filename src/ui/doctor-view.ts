import { cleanText } from "../domain/text.ts"
import type { Output } from "./output.ts"
import { wrapText } from "./wrap-text.ts"

interface Check {
  readonly status: "ok" | "warning" | "problem"
  readonly message: string
  readonly fix: string | null
}

const INDENT = 2

/** A line for each check, its fix below it, and the count at the end. */
export function doctorView(
  checks: readonly Check[],
  { color, columns }: Pick<Output, "color" | "columns">,
): string {
  const marks = { ok: color.green("✔"), warning: color.yellow("!"), problem: color.red("✖") }
  const lines = checks.flatMap(({ status, message, fix }) => [
    `${marks[status]} ${wrapText(cleanText(message, 600), columns - INDENT).join(`\n${" ".repeat(INDENT)}`)}`,
    // Not wrapped, so that it can be pasted.
    ...(fix === null ? [] : [`  ${color.dim("→")} ${color.cyan(cleanText(fix, 2000))}`]),
  ])
  const count = (wanted: Check["status"]): number => checks.filter(({ status }) => status === wanted).length
  const [problems, warnings] = [count("problem"), count("warning")]
  const end =
    problems === 0 && warnings === 0
      ? color.green("All is well.")
      : `${named(problems, "problem")}, ${named(warnings, "warning")}`
  return [...lines, "", end].join("\n")
}

function named(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`
}
