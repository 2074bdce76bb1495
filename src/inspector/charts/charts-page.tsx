import type { VNode } from "preact"

export function ChartsPage(): VNode {
  return <h1>Charts</h1>
}
