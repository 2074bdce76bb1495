import type { DeliveryJson } from "../../domain/api-types.ts"

/** Deliveries by id, the newest first. Ids begin with their time, so their order is that of arrival. */
export type Ledger = readonly DeliveryJson[]

/** The ledger with these put in or exchanged. What is given twice counts as it came last. */
export function enter(ledger: Ledger, arrivals: readonly DeliveryJson[]): Ledger {
  if (arrivals.length === 0) return ledger
  const byId = new Map(arrivals.map((delivery) => [delivery.id, delivery]))
  const sorted = [...byId.values()].toSorted((one, other) => (one.id < other.id ? 1 : -1))
  const merged: DeliveryJson[] = []
  let at = 0
  for (const arrival of sorted) {
    while (at < ledger.length && ledger[at]!.id > arrival.id) {
      merged.push(ledger[at]!)
      at += 1
    }
    merged.push(arrival)
    if (ledger[at]?.id === arrival.id) at += 1
  }
  for (; at < ledger.length; at += 1) merged.push(ledger[at]!)
  return merged
}

export interface Bounds {
  /** Newer ones wait: the list is paused, or somebody reads further down. */
  readonly ceiling: string | null
  /** This one and older ones were cleared away. */
  readonly floor: string | null
}

export interface LedgerView {
  readonly rows: Ledger
  /** How many that fit wait above the ceiling. */
  readonly waiting: number
  /** How many were cleared away, fitting or not. */
  readonly cleared: number
}

/** What is to be seen of a ledger. */
export function viewOf(
  ledger: Ledger,
  { ceiling, floor }: Bounds,
  fits: (delivery: DeliveryJson) => boolean,
): LedgerView {
  const top = ceiling === null ? 0 : firstNotAbove(ledger, ceiling)
  const bottom = floor === null ? ledger.length : firstNotAbove(ledger, floor)
  return {
    rows: ledger.slice(top, Math.max(top, bottom)).filter(fits),
    waiting: ledger.slice(0, Math.min(top, bottom)).filter(fits).length,
    cleared: ledger.length - bottom,
  }
}

/** Where the first delivery stands that is this one or older. */
function firstNotAbove(ledger: Ledger, id: string): number {
  let low = 0
  let high = ledger.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ledger[middle]!.id > id) low = middle + 1
    else high = middle
  }
  return low
}
