import type { VNode } from "preact"

export function EndpointsPage(): VNode {
  return <h1>Endpoints</h1>
}
