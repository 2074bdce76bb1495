import type { ComponentChildren, VNode } from "preact"

/** How something stands. Each has a shape of its own, so that nothing is said by colour alone. */
export type Tone = "good" | "bad" | "waiting" | "told" | "neutral"

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
