import type { ComponentChildren, VNode } from "preact"
import type { Tone } from "./tone.ts"

const MARKS: Readonly<Record<Tone, string>> = { good: "✓", bad: "✕", waiting: "◔", told: "↩", neutral: "–" }

interface BadgeProps {
  readonly tone: Tone
  readonly children: ComponentChildren
  readonly title?: string | undefined
}

export function Badge({ tone, children, title }: BadgeProps): VNode {
  return (
    <span class="badge" data-tone={tone} title={title}>
      <span aria-hidden="true">{MARKS[tone]}</span> {children}
    </span>
  )
}
