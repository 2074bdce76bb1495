import type { VNode } from "preact"
import type { Header, Headers } from "../../../domain/headers.ts"
import { CopyButton } from "../../parts/copy-button.tsx"
import { type Column, Table } from "../../parts/table.tsx"
import { toHeaderLines } from "../header-lines.ts"

const COLUMNS: readonly Column<Header>[] = [
  { title: "Name", cell: ([name]) => name, mono: true },
  { title: "Value", cell: ([, value]) => value, mono: true },
]

/** Headers in the order they arrived, duplicates included. */
export function HeadersTable({
  headers,
  label,
}: {
  readonly headers: Headers
  readonly label: string
}): VNode {
  if (headers.length === 0) return <p class="soft">None.</p>
  return (
    <div class="headers">
      <CopyButton text={() => toHeaderLines(headers)} label="Copy headers" />
      <Table label={label} columns={COLUMNS} rows={headers} keyOf={(_, index) => index} />
    </div>
  )
}
