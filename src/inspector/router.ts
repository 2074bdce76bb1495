import { computed, signal } from "@preact/signals"

/** The pages, in the order of the navigation. */
export const PAGES = ["deliveries", "endpoints", "events", "charts"] as const
export type PageName = (typeof PAGES)[number]

const path = signal<readonly string[]>([])

/** Which page is shown: the first part of `#/deliveries/dlv_…`. */
export const page = computed<PageName>(() => PAGES.find((name) => name === path.value[0]) ?? "deliveries")

/** What is opened in the page, an id mostly: the second part. */
export const opened = computed<string | null>(() => path.value[1] ?? null)

/** Follows the address from now on. */
export function startRouter(): void {
  const read = (): void => {
    path.value = location.hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodePart)
  }
  addEventListener("hashchange", read)
  read()
}

/** The address of a page, or of something in it. */
export function addressOf(name: PageName, id?: string): string {
  return id === undefined ? `#/${name}` : `#/${name}/${encodeURIComponent(id)}`
}

/** Goes there. With `replace` the way back does not stop at the present one: for moves from row to row. */
export function go(name: PageName, id?: string, { replace = false } = {}): void {
  const address = addressOf(name, id)
  if (address === location.hash) return
  if (!replace) {
    location.hash = address
    return
  }
  history.replaceState(null, "", address)
  path.value = id === undefined ? [name] : [name, id]
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
