import type { VNode } from "preact"

export function DeliveriesPage(): VNode {
  return <h1>Deliveries</h1>
}
