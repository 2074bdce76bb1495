import type { VNode } from "preact"
import type { EndpointJson } from "../../domain/api-types.ts"
import { type Column, Table } from "../parts/table.tsx"
import { When } from "../parts/when.tsx"
import { addressOf } from "../router.ts"
import { EndpointBadge } from "./endpoint-badge.tsx"
import { eventsInShort } from "./endpoint-words.ts"

interface EndpointTableProps {
  readonly endpoints: readonly EndpointJson[]
  readonly providerName: (id: string) => string
}

/** Endpoints, a row each; the name leads to the endpoint. */
export function EndpointTable({ endpoints, providerName }: EndpointTableProps): VNode {
  const columns: readonly Column<EndpointJson>[] = [
    { title: "Endpoint", cell: (endpoint) => <EndpointName endpoint={endpoint} /> },
    { title: "Status", cell: (endpoint) => <EndpointBadge endpoint={endpoint} /> },
    { title: "Provider", cell: ({ provider }) => <span class="whole">{providerName(provider)}</span> },
    {
      title: "Events",
      cell: ({ events }) => (
        <span class="whole" title={events.join(", ")}>
          {eventsInShort(events)}
        </span>
      ),
    },
    {
      title: "Last delivery",
      cell: ({ lastDeliveryAt }) =>
        lastDeliveryAt === null ? (
          <span class="soft">never</span>
        ) : (
          <span class="whole">
            <When iso={lastDeliveryAt} />
          </span>
        ),
    },
  ]
  return <Table label="Endpoints" columns={columns} rows={endpoints} keyOf={({ id }) => id} />
}

function EndpointName({ endpoint: { id, name, url } }: { readonly endpoint: EndpointJson }): VNode {
  return (
    <div class="endpoint-name">
      <a class="clamped" href={addressOf("endpoints", id)} title={name ?? url}>
        {name ?? url}
      </a>
      {name !== null && (
        <small class="mono clamped" title={url}>
          {url}
        </small>
      )}
    </div>
  )
}
