import type { WorkspaceJson } from "../domain/api-types.ts"
import { cleanText } from "../domain/text.ts"
import { renderTable, type Column } from "./table.ts"
import type { View } from "./view.ts"

const COLUMNS: readonly Column[] = [{ title: "NAME" }, { title: "ID" }]

/** Workspaces as a table. */
export function workspaceTable(
  workspaces: readonly WorkspaceJson[],
  { color, columns: width }: View,
): string {
  const rows = workspaces.map(({ id, name }) => [cleanText(name), color.dim(cleanText(id))])
  return renderTable({ columns: COLUMNS, rows, width, color })
}
