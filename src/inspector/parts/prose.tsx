import type { VNode } from "preact"

/** A sentence in which what stands between backticks is code. Everything is text, whoever wrote it. */
export function Prose({ text }: { readonly text: string }): VNode {
  return (
    <span class="prose">
      {text
        .split(/(`[^`]+`)/)
        .map((part, index) =>
          part.length > 2 && part.startsWith("`") ? <code key={index}>{part.slice(1, -1)}</code> : part,
        )}
    </span>
  )
}
