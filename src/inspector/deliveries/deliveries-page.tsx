import type { VNode } from "preact"
import { useEffect } from "preact/hooks"
import { Announcer } from "./announcer.tsx"
import { followArrivals } from "./arrivals.ts"
import { selected } from "./choice.ts"
import { Detail } from "./detail/detail.tsx"
import { Dialogs } from "./dialogs.tsx"
import { startKeys } from "./keys.ts"
import { List } from "./list.tsx"
import { Filters } from "./filters.tsx"

/** The live list with the chosen delivery beside it. */
export function DeliveriesPage(): VNode {
  useEffect(followArrivals, [])
  useEffect(startKeys, [])
  return (
    <div class="deliveries" data-open={selected.value !== null || undefined}>
      <h1 class="visually-hidden">Deliveries</h1>
      <Filters />
      <div class="deliveries-body">
        <List />
        {selected.value !== null && <Detail key={selected.value} id={selected.value} />}
      </div>
      <Announcer />
      <Dialogs />
    </div>
  )
}
