import type { AuditEntryJson } from "../domain/api-types.ts"
import { cleanText } from "../domain/text.ts"
import { relativeTime } from "./relative-time.ts"
import { renderTable, type Column } from "./table.ts"
import type { View } from "./view.ts"

const COLUMNS: readonly Column[] = [
  { title: "#", align: "right" },
  { title: "WHEN" },
  { title: "KEY", flexible: true },
  { title: "ACTION" },
  { title: "OBJECT", flexible: true },
  { title: "FROM" },
]

/** Entries of the audit log as a table. */
export function auditTable(
  entries: readonly AuditEntryJson[],
  { color, columns: width, nowMs }: View,
): string {
  const rows = entries.map(({ number, at, actor, action, object, address, detail }) => [
    String(number),
    relativeTime(at, nowMs),
    cleanText(actor ?? "-"),
    cleanText(action),
    cleanText(object ?? detail ?? ""),
    color.dim(cleanText(address ?? "")),
  ])
  return renderTable({ columns: COLUMNS, rows, width, color })
}
