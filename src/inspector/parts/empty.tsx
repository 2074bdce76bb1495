import type { ComponentChildren, VNode } from "preact"

/** What is said where nothing is: why, and what to do next. */
export function Empty({
  title,
  children,
}: {
  readonly title: ComponentChildren
  readonly children?: ComponentChildren
}): VNode {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  )
}
