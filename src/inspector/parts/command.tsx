import type { VNode } from "preact"
import { CopyButton } from "./copy-button.tsx"

/** A command to run in a terminal, ready to be copied. */
export function Command({ text }: { readonly text: string }): VNode {
  return (
    <p class="command">
      <code>{text}</code>
      <CopyButton text={text} label="Copy command" />
    </p>
  )
}
