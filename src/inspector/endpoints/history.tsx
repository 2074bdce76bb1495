import type { VNode } from "preact"
import type { DeliveryJson, ListPage } from "../../domain/api-types.ts"
import { outcomeWords, toneOf } from "../events/outcome-words.ts"
import { Badge } from "../parts/badge.tsx"
import { Empty } from "../parts/empty.tsx"
import { ProblemNotice } from "../parts/notice.tsx"
import { type Column, Table } from "../parts/table.tsx"
import { When } from "../parts/when.tsx"
import type { Got } from "../relay/use-get.ts"
import { addressOf } from "../router.ts"

const COLUMNS: readonly Column<DeliveryJson>[] = [
  {
    title: "Event",
    cell: ({ id, event }) => (
      <a class="whole" href={addressOf("deliveries", id)}>
        {event ?? id}
      </a>
    ),
  },
  {
    title: "Outcome",
    cell: (delivery) => <Badge tone={toneOf(delivery)}>{outcomeWords(delivery, Date.now())}</Badge>,
  },
  {
    title: "Sent",
    cell: ({ createdAt }) => (
      <span class="whole">
        <When iso={createdAt} />
      </span>
    ),
  },
]

/** The newest deliveries of an endpoint, each leading to its request and attempts. */
export function History({ deliveries }: { readonly deliveries: Got<ListPage<DeliveryJson>> }): VNode {
  const { value, problem } = deliveries
  if (problem) return <ProblemNotice problem={problem} />
  if (value && value.items.length === 0)
    return (
      <Empty title="Nothing was sent here yet.">
        <p>Send a test, or publish an event on the Events page.</p>
      </Empty>
    )
  return (
    <>
      <Table label="Newest deliveries" columns={COLUMNS} rows={value?.items ?? []} keyOf={({ id }) => id} />
      {value && value.total > value.items.length && (
        <p class="soft">
          The newest {value.items.length} of {value.total.toLocaleString()}.
        </p>
      )}
    </>
  )
}
