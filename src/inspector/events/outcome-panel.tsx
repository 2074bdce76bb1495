import type { VNode } from "preact"
import { useEffect } from "preact/hooks"
import type { DeliveryJson, ListPage, PublishedJson } from "../../domain/api-types.ts"
import { Badge } from "../parts/badge.tsx"
import { Command } from "../parts/command.tsx"
import { Notice } from "../parts/notice.tsx"
import { useChanges } from "../relay/use-changes.ts"
import { useGet } from "../relay/use-get.ts"
import { addressOf } from "../router.ts"
import { outcomeWords, skippedWords, toneOf } from "./outcome-words.ts"
import { pollPauseMs } from "./poll-pause.ts"

interface OutcomePanelProps {
  readonly published: PublishedJson
  /** The address of each endpoint it went to. */
  readonly urlOf: (endpoint: string) => string
}

/** What became of an event, endpoint by endpoint, until every delivery has ended. */
export function OutcomePanel({ published, urlOf }: OutcomePanelProps): VNode {
  const { event, skipped } = published
  const deliveries = useOutcomes(published)
  return (
    <section class="outcome" aria-label="Outcome" aria-live="polite">
      <h2>
        Sent {event.type} <code>{event.id}</code>
      </h2>
      {deliveries.length === 0 && <NobodyGotIt published={published} />}
      <ul>
        {deliveries.map((delivery) => (
          <li key={delivery.id}>
            <Badge tone={toneOf(delivery)}>{outcomeWords(delivery, Date.now())}</Badge>
            <a href={addressOf("deliveries", delivery.id)}>{urlOf(delivery.endpoint ?? "")}</a>
          </li>
        ))}
        {skipped.map((endpoint) => (
          <li key={endpoint.endpoint}>
            <Badge tone="neutral">{skippedWords(endpoint)}</Badge>
            <a href={addressOf("endpoints", endpoint.endpoint)}>{endpoint.url}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function NobodyGotIt({ published: { event, skipped } }: { readonly published: PublishedJson }): VNode {
  if (skipped.length > 0)
    return (
      <Notice tone="waiting" title="Nobody got it.">
        <p>Enable one of these endpoints, or subscribe it to {event.type}.</p>
      </Notice>
    )
  return (
    <Notice tone="waiting" title="Nobody got it: there is no endpoint of this provider yet.">
      <p>Make one on the Endpoints page, or in a terminal:</p>
      <Command
        text={`whk create http://localhost:3000/hooks --provider ${event.provider} --events ${event.type}`}
      />
    </Notice>
  )
}

function useOutcomes({ event, deliveries }: PublishedJson): readonly DeliveryJson[] {
  const { value, reload } = useGet<ListPage<DeliveryJson>>(
    deliveries.length === 0 ? null : `/v1/events/${encodeURIComponent(event.id)}/deliveries`,
  )
  const now = value?.items ?? deliveries
  useChanges(({ id }) => deliveries.some((delivery) => delivery.id === id), reload)
  // The feed is quicker; this is for the time in which it is not there.
  useEffect(() => {
    const pauseMs = pollPauseMs(now, Date.now(), Date.parse(event.createdAt))
    if (pauseMs === undefined) return
    const timer = setTimeout(reload, pauseMs)
    return () => clearTimeout(timer)
  }, [value])
  return now
}
