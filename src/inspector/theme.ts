import { signal } from "@preact/signals"

type Theme = "light" | "dark"
const KEY = "whk.inspector.theme"
const prefersDark = matchMedia("(prefers-color-scheme: dark)")

function chosen(): Theme | null {
  const kept = localStorage.getItem(KEY)
  return kept === "light" || kept === "dark" ? kept : null
}

/** What is shown: what was chosen here, else what the system prefers. */
export const theme = signal<Theme>("light")

/** Shows the theme, and follows the system as long as nothing was chosen. */
export function startTheme(): void {
  prefersDark.addEventListener("change", show)
  show()
}

/** Changes to the other theme and keeps the choice in this browser. */
export function switchTheme(): void {
  localStorage.setItem(KEY, theme.value === "dark" ? "light" : "dark")
  show()
}

function show(): void {
  theme.value = chosen() ?? (prefersDark.matches ? "dark" : "light")
  document.documentElement.dataset["theme"] = theme.value
}
