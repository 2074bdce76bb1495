import type { AuditEntryJson } from "../domain/api-types.ts"
import { cleanText } from "../domain/text.ts"
import { relativeTime } from "./relative-time.ts"
import { shortIds } from "./short-ids.ts"
import { fits, leavingOut, renderTable, type Column, type TableInput } from "./table.ts"
import type { View } from "./view.ts"

const COLUMNS: readonly Column[] = [
  { title: "#", align: "right" },
  { title: "WHEN" },
  { title: "KEY" },
  { title: "ACTION" },
  { title: "OBJECT", flexible: true },
  { title: "FROM" },
]

/** Entries of the audit log as a table. On a narrow screen ids are shortened, then columns are left out. */
export function auditTable(entries: readonly AuditEntryJson[], view: View): string {
  const short = shortIds(entries.flatMap(({ actor, object }) => [actor ?? [], object ?? []].flat()))
  const whole = table(entries, view, String)
  if (fits(whole)) return renderTable(whole)
  const shortened = table(entries, view, (id) => short.get(id) ?? id)
  return renderTable(fits(shortened) ? shortened : leavingOut(["FROM", "KEY"], shortened))
}

function table(
  entries: readonly AuditEntryJson[],
  { color, columns: width, nowMs }: View,
  shown: (id: string) => string,
): TableInput {
  const rows = entries.map(({ number, at, actor, action, object, address, detail }) => [
    String(number),
    relativeTime(at, nowMs),
    cleanText(actor === null ? "-" : shown(actor)),
    cleanText(action),
    cleanText(object === null ? (detail ?? "") : shown(object)),
    color.dim(cleanText(address ?? "")),
  ])
  return { columns: COLUMNS, rows, width, color }
}
