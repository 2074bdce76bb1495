/** Which endpoints a list shows. */
export type Shown = "all" | "active" | "inactive"

export const PAGE_SIZE = 100
/** What the relay gives at once. */
const MOST = 1000

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
