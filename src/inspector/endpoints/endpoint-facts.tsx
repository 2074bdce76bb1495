import type { VNode } from "preact"
import type { EndpointJson } from "../../domain/api-types.ts"
import { CopyButton } from "../parts/copy-button.tsx"
import { When } from "../parts/when.tsx"
import { secretWords } from "./endpoint-words.ts"

interface EndpointFactsProps {
  readonly endpoint: EndpointJson
  readonly providerName: string
}

/** What is known of an endpoint, a line per fact. */
export function EndpointFacts({ endpoint, providerName }: EndpointFactsProps): VNode {
  const { id, description, events, secrets, lastDeliveryAt, createdAt, updatedAt } = endpoint
  const facts: readonly (readonly [title: string, fact: VNode | string | null])[] = [
    ["Provider", providerName],
    [
      `Events (${events.length})`,
      <ul class="event-chips">
        {events.map((type) => (
          <li key={type}>
            <code>{type}</code>
          </li>
        ))}
      </ul>,
    ],
    ["Description", description],
    ["Secret", secretWords(secrets)],
    ["Last delivery", lastDeliveryAt === null ? "never" : <When iso={lastDeliveryAt} />],
    ["Created", <When iso={createdAt} />],
    ["Updated", updatedAt === createdAt ? null : <When iso={updatedAt} />],
    [
      "Id",
      <>
        <code>{id}</code> <CopyButton text={id} label="Copy id" />
      </>,
    ],
  ]
  return (
    <dl class="endpoint-facts">
      {facts.map(
        ([title, fact]) =>
          fact !== null && (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{fact}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
