import { Component, type VNode } from "preact"
import type { DeliveryJson } from "../../domain/api-types.ts"
import { Badge } from "../parts/badge.tsx"
import { choose } from "./choice.ts"
import { signatureOf, statusOf } from "./standing.ts"
import { clockTime } from "./time.ts"

export const COLUMNS = [
  { name: "time", title: "Time" },
  { name: "method", title: "Method" },
  { name: "event", title: "Event" },
  { name: "provider", title: "Provider" },
  { name: "where", title: "Inbox or endpoint" },
  { name: "status", title: "Status" },
  { name: "verdict", title: "Signature" },
  { name: "elapsed", title: "ms" },
] as const

interface RowProps {
  readonly delivery: DeliveryJson
  readonly index: number
  /** How its inbox or endpoint is called. */
  readonly place: string
  readonly isChosen: boolean
  /** Marked for a comparison. */
  readonly isMarked: boolean
}

/** One delivery of the list. It is rendered again only when something of it changed. */
export class Row extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    const { delivery, index, place, isChosen, isMarked } = this.props
    return (
      delivery !== next.delivery ||
      index !== next.index ||
      place !== next.place ||
      isChosen !== next.isChosen ||
      isMarked !== next.isMarked
    )
  }

  override render({ delivery, index, place, isChosen, isMarked }: RowProps): VNode {
    const { id, createdAt, method, event, path, provider, inbox, endpoint, elapsedMs, replayOf } = delivery
    const status = statusOf(delivery)
    const verdict = signatureOf(delivery)
    const where = inbox ?? endpoint ?? ""
    return (
      <div
        id={`row-${id}`}
        role="row"
        class="row"
        aria-rowindex={index + 2}
        aria-selected={isChosen}
        data-marked={isMarked || undefined}
        onClick={() => choose(id)}
      >
        <span role="gridcell" class="cell time mono">
          {clockTime(createdAt)}
        </span>
        <span role="gridcell" class="cell method mono">
          {method ?? "–"}
        </span>
        <span role="gridcell" class="cell event mono" title={event ?? path}>
          {replayOf !== null && <span title={`Made of ${replayOf}`}>↻ </span>}
          {event ?? <span class="soft">{path || "/"}</span>}
        </span>
        <span role="gridcell" class="cell provider" title={provider ?? undefined}>
          {provider ?? <span class="soft">–</span>}
        </span>
        <span role="gridcell" class="cell where" title={place === where ? where : `${place} (${where})`}>
          {place}
        </span>
        <span role="gridcell" class="cell status">
          <Badge tone={status.tone} title={status.title}>
            {status.text}
          </Badge>
        </span>
        <span role="gridcell" class="cell verdict">
          <Badge tone={verdict.tone} title={verdict.title}>
            {verdict.text}
          </Badge>
        </span>
        <span role="gridcell" class="cell elapsed mono">
          {elapsedMs === null ? "" : Math.round(elapsedMs)}
        </span>
      </div>
    )
  }
}
