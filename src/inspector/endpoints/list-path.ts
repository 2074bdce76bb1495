/** Which endpoints a list shows. */
export type Shown = "all" | "active" | "inactive"

export const PAGE_SIZE = 100
/** What the relay gives at once; a table of more is nothing to look at. */
const MOST = 1000

/** What stands below a list: whether more of it can be shown, and how the rest is found where it cannot. */
export function footOf(shown: number, total: number): { readonly words: string; readonly hasMore: boolean } {
  const words = `${shown.toLocaleString()} of ${total.toLocaleString()}`
  if (shown < MOST) return { words, hasMore: shown < total }
  return { words: shown < total ? `${words}: search for the others` : words, hasMore: false }
}

/** The path of a list of endpoints. */
export function listPath({
  search,
  shown,
  limit,
}: {
  readonly search: string
  readonly shown: Shown
  readonly limit: number
}): string {
  const query = new URLSearchParams({ limit: String(Math.min(limit, MOST)) })
  if (search.trim() !== "") query.set("search", search.trim().slice(0, 200))
  if (shown !== "all") query.set("active", String(shown === "active"))
  return `/v1/endpoints?${query.toString()}`
}
