import { signal } from "@preact/signals"
import { go, opened, page } from "../router.ts"
import { view } from "./known.ts"

/** The element that holds the list and its focus. */
export const LIST_ID = "list"

/** The id of the delivery that is shown in full. */
export const selected = opened

/** The ids marked for a comparison, two at most. */
export const marked = signal<readonly string[]>([])

/** Shows a delivery in full. */
export function choose(id: string): void {
  go("deliveries", id, { replace: true })
}

/** Shows the list alone. */
export function chooseNone(): void {
  if (page.value !== "deliveries") return
  go("deliveries", undefined, { replace: true })
  focusList()
}

/** Gives the list the focus of something that goes: a button that was pressed, a delivery that was closed. */
export function focusList(): void {
  document.getElementById(LIST_ID)?.focus()
}

/** Chooses the delivery so many rows further down; the first one when none is chosen. */
export function move(by: number): void {
  const { rows } = view.value
  const at = rows.findIndex(({ id }) => id === selected.value)
  const to = at === -1 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)
  const target = rows[to]
  if (target) choose(target.id)
}

/** Marks a delivery for a comparison, or takes the mark away. A third one drops the first. */
export function toggleMark(id: string): void {
  marked.value = marked.value.includes(id)
    ? marked.value.filter((other) => other !== id)
    : [...marked.value.slice(-1), id]
}
