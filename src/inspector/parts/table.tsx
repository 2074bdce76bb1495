import type { ComponentChildren, VNode } from "preact"

export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => ComponentChildren
  /** Numbers stand at the right. */
  readonly align?: "right"
  /** For ids, paths and bytes. */
  readonly mono?: boolean
}

interface TableProps<Row> {
  /** What the table shows, for those who cannot see it. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row, index: number) => string | number
}

/** A plain table, for up to some hundreds of rows. */
export function Table<Row>({ label, columns, rows, keyOf }: TableProps<Row>): VNode {
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={label}>
      <table class="table">
        <thead>
          <tr>
            {columns.map(({ title, align }) => (
              <th key={title} scope="col" class={align}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)}>
              {columns.map(({ title, cell, align, mono }) => (
                <td key={title} class={[align, mono && "mono"].filter(Boolean).join(" ") || undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
