import type { Page, PageRequest } from "../../store/port.ts"

/** A page by its number, as platforms with `page` and `limit` show it. */
export interface NumberedPage<Row> {
  readonly items: readonly Row[]
  readonly pagination: {
    readonly page: number
    readonly limit: number
    readonly total: number
    readonly totalPages: number
  }
}

const LONGEST_STEP = 500

/**
 * Page `page` (1 = the first) of a list that is kept in keyset pages: what lies before it is walked over. Empty past
 * the last one.
 */
export async function numberedPage<Row>(
  list: (request: PageRequest) => Promise<Page<Row>>,
  { page, limit }: { readonly page: number; readonly limit: number },
): Promise<NumberedPage<Row>> {
  const answer = ({ total }: Page<Row>, items: readonly Row[]): NumberedPage<Row> => ({
    items,
    pagination: { page, limit, total, totalPages: Math.ceil(total / limit) },
  })
  let after: string | undefined
  for (let left = (page - 1) * limit; left > 0;) {
    const step = await list({ limit: Math.min(left, LONGEST_STEP), ...(after !== undefined && { after }) })
    if (step.next === null) return answer(step, [])
    left -= step.items.length
    after = step.next
  }
  const found = await list({ limit, ...(after !== undefined && { after }) })
  return answer(found, found.items)
}
