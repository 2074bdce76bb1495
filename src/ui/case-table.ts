import { cleanText } from "../domain/text.ts"
import type { Output } from "./output.ts"
import { renderTable } from "./table.ts"

interface CaseRow {
  readonly id: string
  readonly title: string
  readonly expect: string | null
  readonly skipped: string | null
}

/** The cases of a check, one per line. */
export function caseTable(
  cases: readonly CaseRow[],
  { color, columns }: Pick<Output, "color" | "columns">,
): string {
  return renderTable({
    columns: [{ title: "CASE" }, { title: "EXPECTED" }, { title: "A CORRECT HANDLER", flexible: true }],
    rows: cases.map(({ id, title, expect, skipped }) => [
      color.bold(id),
      expect ?? color.dim("skipped"),
      skipped === null ? title : color.dim(cleanText(skipped)),
    ]),
    width: columns,
    color,
  })
}
