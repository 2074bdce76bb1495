import type { VNode } from "preact"
import { useState } from "preact/hooks"
import { Button } from "./button.tsx"
import { copyText } from "./clipboard.ts"

interface CopyButtonProps {
  readonly text: string | (() => string)
  /** What it says, and so what is copied: `Copy secret`. */
  readonly label?: string
}

/** Copies a text, and says for two seconds that it did. */
export function CopyButton({ text, label = "Copy" }: CopyButtonProps): VNode {
  const [said, setSaid] = useState<string | null>(null)
  const copy = async (): Promise<void> => {
    setSaid((await copyText(typeof text === "string" ? text : text())) ? "Copied" : "Not copied")
    setTimeout(() => setSaid(null), 2000)
  }
  return (
    <Button kind="quiet" class="copy" onClick={() => void copy()}>
      <span aria-live="polite">{said ?? label}</span>
    </Button>
  )
}
