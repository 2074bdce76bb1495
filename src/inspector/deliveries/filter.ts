import type { DeliveryJson } from "../../domain/api-types.ts"
import type { DeliveryStatus } from "../../domain/delivery.ts"
import { verdictOf } from "./standing.ts"

export const STATUSES = ["delivered", "answered", "pending", "failed"] as const satisfies DeliveryStatus[]
export const VERDICTS = ["verified", "refused", "unjudged"] as const
export type VerdictKind = (typeof VERDICTS)[number]

/** Which deliveries are shown. An empty set, like an empty text, asks for nothing. */
export interface DeliveryFilter {
  /** Words that all have to be there: in the id, event, path, provider, method, status, inbox or endpoint. */
  readonly text: string
  readonly statuses: ReadonlySet<DeliveryStatus>
  readonly verdicts: ReadonlySet<VerdictKind>
  readonly provider: string
  /** The id of an inbox or an endpoint. */
  readonly where: string
}

export const NO_FILTER: DeliveryFilter = {
  text: "",
  statuses: new Set(),
  verdicts: new Set(),
  provider: "",
  where: "",
}

/** Whether the filter asks for anything. */
export function isFiltering({ text, statuses, verdicts, provider, where }: DeliveryFilter): boolean {
  return text.trim() !== "" || statuses.size > 0 || verdicts.size > 0 || provider !== "" || where !== ""
}

/** Says which deliveries fit. `nameOf`: how an inbox or endpoint is called on the page. */
export function createFit(
  filter: DeliveryFilter,
  nameOf: (id: string) => string,
): (delivery: DeliveryJson) => boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const { statuses, verdicts, provider, where } = filter
  return (delivery) => {
    if (statuses.size > 0 && !statuses.has(delivery.status)) return false
    if (verdicts.size > 0 && !verdicts.has(kindOf(delivery))) return false
    if (provider !== "" && delivery.provider !== provider) return false
    if (where !== "" && delivery.inbox !== where && delivery.endpoint !== where) return false
    if (words.length === 0) return true
    const text = searchedText(delivery, nameOf)
    return words.every((word) => text.includes(word))
  }
}

/** What the filter goes by. */
export function kindOf({ verdict }: DeliveryJson): VerdictKind {
  if (!verdict) return "unjudged"
  return verdict.verified ? "verified" : "refused"
}

function searchedText(delivery: DeliveryJson, nameOf: (id: string) => string): string {
  const { id, event, path, provider, method, status, responseStatus, inbox, endpoint, verdict } = delivery
  const where = inbox ?? endpoint
  return [
    id,
    event,
    path,
    provider,
    method,
    status,
    responseStatus,
    where && nameOf(where),
    where,
    verdict && verdictOf(verdict).text,
  ]
    .filter((part) => part !== null && part !== undefined)
    .join("\n")
    .toLowerCase()
}
