import type { VNode } from "preact"
import { CopyButton } from "./copy-button.tsx"

interface CommandProps {
  readonly text: string
  readonly label?: string
}

/** A command to run in a terminal, or an address to give away, ready to be copied. */
export function Command({ text, label = "Copy command" }: CommandProps): VNode {
  return (
    <p class="command">
      <code>{text}</code>
      <CopyButton text={text} label={label} />
    </p>
  )
}
