import type { Page, PageRequest } from "../../port.ts"
import type { Connection } from "../connection.ts"
import type { SqlValue } from "../driver.ts"

export interface Listing {
  readonly select: string
  /** What `total` is counted in. */
  readonly from: string
  /** SQL with one `?` each, and its value; all must hold. */
  readonly conditions: readonly (readonly [sql: string, value: SqlValue])[]
  /** The column of the keyset, where `id` alone would be ambiguous. */
  readonly id?: string
}

/** One keyset page, newest first, and how many rows there are on all pages together. */
export function readPage<Stored, Row extends { readonly id: string }>(
  db: Connection,
  { select, from, conditions, id = "id" }: Listing,
  { limit, after }: PageRequest,
  fromStored: (stored: Stored) => Row,
): Page<Row> {
  const where = conditions.map(([sql]) => sql).join(" AND ")
  const values = conditions.map(([, value]) => value)
  const { total } = db.get<{ total: number }>(
    `SELECT count(*) AS total FROM ${from} WHERE ${where}`,
    ...values,
  )!
  // The ids alone can be found in an index; only the rows of this page are then read.
  const ids = `SELECT ${id} FROM ${from} WHERE ${where}${after === undefined ? "" : ` AND ${id} < ?`}
    ORDER BY ${id} DESC LIMIT ?`
  const rows = db.all<Stored>(
    `${select} WHERE ${id} IN (${ids}) ORDER BY ${id} DESC`,
    ...values,
    ...(after === undefined ? [] : [after]),
    limit + 1,
  )
  const items = rows.slice(0, limit).map(fromStored)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null, total }
}
