import { appendFile, writeFile } from "node:fs/promises"
import { resolve } from "node:path"
import type { Report } from "../../check/report.ts"
import { githubReport } from "../../check/reports/github.ts"
import { junitReport } from "../../check/reports/junit.ts"
import { markdownReport } from "../../check/reports/markdown.ts"
import { tapReport } from "../../check/reports/tap.ts"
import { reportJson } from "../../check/report.ts"
import type { Framework } from "../../diagnosis/diagnosis.ts"
import { WhkError } from "../../errors.ts"
import { checkView } from "../../ui/check-view.ts"
import type { Context } from "../context.ts"
import { quoted } from "../request/read-flags.ts"

export const FORMATS = ["pretty", "json", "junit", "tap", "github", "markdown"] as const
export type Format = (typeof FORMATS)[number]

/** The format of `--format`. Throws USAGE. */
export function readFormat(text: string | undefined): Format {
  const known = FORMATS.find((format) => format === (text ?? "pretty"))
  if (known) return known
  throw new WhkError("USAGE", `"${quoted(text ?? "")}" is not a format.`, {
    hint: `Use one of ${FORMATS.join(", ")}.`,
  })
}

interface Telling {
  readonly format: Format
  readonly framework: Framework | undefined
  readonly isVerbose: boolean
}

/** Prints a report, and under GitHub Actions adds it to the summary of the job. */
export async function tellReport(context: Context, report: Report, telling: Telling): Promise<void> {
  const { out, env } = context
  out.value(reportJson(report))
  if (!out.json) writeOut(context, report, telling)
  const summary = env["GITHUB_STEP_SUMMARY"]
  if (telling.format === "github" && summary !== undefined && summary !== "")
    await appendFile(summary, `${markdownReport(report, telling.framework)}\n`)
}

function writeOut({ out }: Context, report: Report, { format, framework, isVerbose }: Telling): void {
  switch (format) {
    case "pretty":
      return out.data(checkView(report, { out, framework, isVerbose }))
    case "json":
      return out.data(JSON.stringify(reportJson(report), null, 2))
    case "junit":
      return out.data(junitReport(report).trimEnd())
    case "tap":
      return out.data(tapReport(report).trimEnd())
    case "github":
      return out.data(githubReport(report).trimEnd())
    case "markdown":
      return out.data(markdownReport(report, framework).trimEnd())
  }
}

/** Writes a file that the user named. Throws FILE_UNWRITABLE. */
export async function writeNamedFile(path: string, text: string, cwd: string): Promise<void> {
  try {
    await writeFile(resolve(cwd, path), text)
  } catch (cause) {
    throw new WhkError("FILE_UNWRITABLE", `The file "${quoted(path)}" cannot be written.`, { cause })
  }
}
