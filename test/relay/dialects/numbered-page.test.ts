import fc from "fast-check"
import { expect, test } from "vitest"
import { numberedPage } from "../../../src/relay/dialects/numbered-page.ts"
import type { Page, PageRequest } from "../../../src/store/port.ts"

/** A list of `total` rows in keyset pages: row 0 is the newest. */
function rows(total: number): (request: PageRequest) => Promise<Page<number>> {
  return async ({ limit, after }) => {
    const from = after === undefined ? 0 : Number(after)
    const items = Array.from({ length: Math.min(limit, total - from) }, (_, index) => from + index)
    const next = from + items.length
    return { items, next: next < total ? String(next) : null, total }
  }
}

test("a numbered page is the slice of the whole list at that number", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 100 }),
      async (total, page, limit) => {
        const { items, pagination } = await numberedPage(rows(total), { page, limit })
        const whole = Array.from({ length: total }, (_, index) => index)
        expect(items).toEqual(whole.slice((page - 1) * limit, page * limit))
        expect(pagination).toEqual({ page, limit, total, totalPages: Math.ceil(total / limit) })
      },
    ),
  )
})
