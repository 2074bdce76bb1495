import { chooseNone, move, selected, toggleMark } from "./choice.ts"
import { dialog } from "./dialogs.tsx"
import { filter, togglePause } from "./known.ts"
import { replayAgain } from "./replay.ts"
import { SEARCH_ID } from "./filters.tsx"

const ACTIONS: Readonly<Record<string, () => void>> = {
  j: () => move(1),
  k: () => move(-1),
  "/": () => search()?.focus(),
  r: () => withSelected((id) => void replayAgain(id)),
  e: () => withSelected((id) => (dialog.value = { kind: "edit", id })),
  c: () => withSelected(toggleMark),
  p: togglePause,
  "?": () => (dialog.value = { kind: "help" }),
  Escape: chooseNone,
}

/** Listens to the keys of the page; call what it returns to stop. */
export function startKeys(): () => void {
  addEventListener("keydown", press)
  return () => removeEventListener("keydown", press)
}

function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog.value !== null) return
  if (isTyping(event.target)) {
    if (event.key === "Escape" && event.target === search()) leaveSearch()
    return
  }
  const action = ACTIONS[event.key] ?? arrowIn(event)
  if (!action) return
  event.preventDefault()
  action()
}

/** In the list the arrows move as j and k do; elsewhere they scroll. */
function arrowIn({ key, target }: KeyboardEvent): (() => void) | undefined {
  if (!(target instanceof HTMLElement) || target.getAttribute("role") !== "grid") return undefined
  if (key === "ArrowDown") return () => move(1)
  return key === "ArrowUp" ? () => move(-1) : undefined
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return target.type !== "checkbox" && target.type !== "radio"
  return target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName)
}

/** The first Esc empties the search, the second leaves it. */
function leaveSearch(): void {
  if (filter.value.text === "") search()?.blur()
  else filter.value = { ...filter.value, text: "" }
}

function search(): HTMLElement | null {
  return document.getElementById(SEARCH_ID)
}

function withSelected(action: (id: string) => void): void {
  if (selected.value !== null) action(selected.value)
}
