import type { InboxJson } from "../domain/api-types.ts"
import { cleanText } from "../domain/text.ts"
import { relativeTime } from "./relative-time.ts"
import { leavingOut, renderTable, type Column } from "./table.ts"
import type { View } from "./view.ts"

const COLUMNS: readonly Column[] = [
  { title: "NAME" },
  // Never cut: it is there to be copied.
  { title: "URL" },
  { title: "PROVIDER" },
  { title: "LISTENER" },
  { title: "PENDING", align: "right" },
  { title: "CREATED" },
]

/** Inboxes as a table. */
export function inboxTable(inboxes: readonly InboxJson[], { color, columns: width, nowMs }: View): string {
  const rows = inboxes.map((inbox) => [
    cleanText(inbox.name),
    cleanText(inbox.url),
    cleanText(inbox.provider ?? "any"),
    inbox.listening ? color.green("listening") : color.dim("nobody"),
    String(inbox.pending),
    relativeTime(inbox.createdAt, nowMs),
  ])
  return renderTable(
    leavingOut(["CREATED", "PROVIDER", "PENDING", "LISTENER"], { columns: COLUMNS, rows, width, color }),
  )
}
