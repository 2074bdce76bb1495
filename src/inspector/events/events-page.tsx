import type { VNode } from "preact"

export function EventsPage(): VNode {
  return <h1>Events</h1>
}
