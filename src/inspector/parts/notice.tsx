import type { ComponentChildren, VNode } from "preact"
import type { ProblemJson } from "../../domain/api-types.ts"
import { Prose } from "./prose.tsx"
import type { Tone } from "./tone.ts"

interface NoticeProps {
  readonly tone: Tone
  readonly title: ComponentChildren
  readonly children?: ComponentChildren
}

/** A few lines set apart: what is so, then what follows from it. */
export function Notice({ tone, title, children }: NoticeProps): VNode {
  return (
    <div class="notice" data-tone={tone} role={tone === "bad" ? "alert" : "note"}>
      <p class="notice-title">{title}</p>
      {children}
    </div>
  )
}

/** What the relay refused, and what to do. */
export function ProblemNotice({ problem }: { readonly problem: ProblemJson }): VNode {
  return (
    <Notice tone="bad" title={problem.detail}>
      {problem.hint && (
        <p>
          <Prose text={problem.hint} />
        </p>
      )}
    </Notice>
  )
}
