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
    { title: "Provider", cell: ({ provider }) => providerName(provider) },
    { title: "Events", cell: ({ events }) => <span title={events.join(", ")}>{eventsInShort(events)}</span> },
    { title: "Status", cell: (endpoint) => <EndpointBadge endpoint={endpoint} /> },
    {
      title: "Last delivery",
      cell: ({ lastDeliveryAt }) =>
        lastDeliveryAt === null ? <span class="soft">never</span> : <When iso={lastDeliveryAt} />,
    },
  ]
  return <Table label="Endpoints" columns={columns} rows={endpoints} keyOf={({ id }) => id} />
}

function EndpointName({ endpoint: { id, name, url } }: { readonly endpoint: EndpointJson }): VNode {
  return (
    <div class="endpoint-name">
      <a href={addressOf("endpoints", id)}>{name ?? url}</a>
      {name !== null && <small class="mono">{url}</small>}
    </div>
  )
}
