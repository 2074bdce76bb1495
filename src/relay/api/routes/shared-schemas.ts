import { z } from "zod"
import type { PageRequest } from "../../../store/port.ts"

/** The `next` of a page: the id of its last item. Anything else would be answered with a page from nowhere. */
export const CURSOR = z.string().regex(/^[a-z]{2,3}_[0-9a-z]{26}$/, { error: "the cursor of a page" })

/** Of a request that carries a body in base64: 25 MiB are 33.4 MiB there; the rest is room for the other fields. */
export const BODY_CARRYING_LIMIT = 40 * 1024 * 1024

/** Query of a list: how many items, and the `next` of the page before. */
export const PAGE_QUERY = {
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  after: CURSOR.exactOptional(),
}

/** A list's query as its page and the rest, which says what to list. */
export function splitPage<Query extends { readonly limit: number; readonly after?: string }>({
  limit,
  after,
  ...filter
}: Query): { readonly page: PageRequest; readonly filter: Omit<Query, "limit" | "after"> } {
  return { page: { limit, ...(after !== undefined && { after }) }, filter }
}

/** The schema of a list of these items. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.int() })
}

/** An event type, or a pattern over event types: it travels in headers, so it holds nothing that could not. */
export const EVENT_TYPE = z.string().regex(/^[\x21-\x7e]{1,200}$/, {
  error: "an event type: up to 200 printable characters without spaces",
})

export const ISO_TIME = z.iso.datetime({ offset: true, error: "an ISO 8601 time" })
