import type { VNode } from "preact"
import type { StatsJson } from "../../domain/api-types.ts"

/** The counts that every provider's dashboard begins with. */
export function StatCards({ stats }: { readonly stats: StatsJson | undefined }): VNode {
  const cards: readonly (readonly [title: string, count: number | undefined])[] = [
    ["Total", stats?.endpoints.total],
    ["Active", stats?.endpoints.active],
    ["Inactive", stats?.endpoints.inactive],
    ["Events", stats?.events],
  ]
  return (
    <dl class="cards">
      {cards.map(([title, count]) => (
        <div key={title} class="card">
          <dt>{title}</dt>
          <dd>{count === undefined ? "–" : count.toLocaleString()}</dd>
        </div>
      ))}
    </dl>
  )
}
