import { effect, signal } from "@preact/signals"
import type { VNode } from "preact"
import { marked } from "./choice.ts"
import { CompareDialog } from "./dialogs/compare-dialog.tsx"
import { EditDialog } from "./dialogs/edit-dialog.tsx"
import { HelpDialog } from "./dialogs/help-dialog.tsx"

/** Which dialog is open, if any. */
export const dialog = signal<
  | { readonly kind: "help" }
  | { readonly kind: "edit"; readonly id: string }
  | { readonly kind: "compare"; readonly ids: readonly [string, string] }
  | null
>(null)

// The second mark is the question: how do they differ?
effect(() => {
  const [left, right] = marked.value
  if (left !== undefined && right !== undefined) dialog.value = { kind: "compare", ids: [left, right] }
})

export function Dialogs(): VNode | null {
  const open = dialog.value
  if (open === null) return null
  switch (open.kind) {
    case "help":
      return <HelpDialog onClose={close} />
    case "edit":
      return <EditDialog key={open.id} id={open.id} onClose={close} />
    case "compare":
      return <CompareDialog ids={open.ids} onClose={closeComparison} />
  }
}

function close(): void {
  dialog.value = null
}

function closeComparison(): void {
  marked.value = []
  close()
}
