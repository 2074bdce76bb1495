import type { DeliveryJson, ListPage } from "../../domain/api-types.ts"
import { WhkError } from "../../errors.ts"
import type { DeliveryQuery, ManagementApi } from "../../manage/management-api.ts"

/** Which deliveries are followed; paging is the feed's own. */
export type Followed = Omit<DeliveryQuery, "limit" | "after" | "status" | "since">

const PAGE = 1000
/** A delivery may be written down this much later than the time it bears. */
const OVERLAP_MS = 10_000
const AT_ONCE = 8
/** Beyond so many that wait they are listed in pages, and not looked up one by one. */
const MOST_LOOKED_UP = 1000
/** Ended deliveries are forgotten from time to time, not with each. */
const SWEEP_FROM = 2000

/** What is kept of a delivery that was told. */
type Known = Pick<DeliveryJson, "id" | "status" | "createdAt">

/**
 * What is new among deliveries since they were told last. An API that tells changes by itself hands each to `take`, and
 * `next` is for what may have been missed. From any other `next` is all there is, so it reads everything that waits
 * each time, and looks up what waits no longer.
 */
export class DeliveryFeed {
  readonly #api: Pick<ManagementApi, "deliveries" | "delivery">
  readonly #query: Followed
  readonly #isTold: boolean
  /** Statuses as they were told last; ended deliveries are forgotten once no page brings them again. */
  readonly #known = new Map<string, Known>()
  #newestMs: number | undefined
  /** The newest when it began: what is older was there before. */
  #firstId = ""
  #sweepAt = SWEEP_FROM

  /** `isTold`: changes come to `take`. */
  constructor(
    api: Pick<ManagementApi, "deliveries" | "delivery">,
    query: Followed,
    { isTold = false }: { readonly isTold?: boolean } = {},
  ) {
    this.#api = api
    this.#query = query
    this.#isTold = isTold
  }

  /** Where things stand: nothing from before is told, unless the last `limit`, or everything `since` a time, is asked for. */
  async begin(from: { readonly limit?: number; readonly since?: string }): Promise<readonly DeliveryJson[]> {
    const isAsked = from.limit !== undefined || from.since !== undefined
    const first = from.since === undefined ? await this.#list({ limit: from.limit ?? 1 }) : undefined
    const told = first?.items ?? (await this.#all({ since: from.since! }))
    const limited = from.limit === undefined ? told : told.slice(0, from.limit)
    this.#learn(told)
    if (this.#isTold) await this.#passOver()
    else await this.next()
    return isAsked ? limited.toReversed() : []
  }

  /** Deliveries that are new or stand otherwise than when they were told last, the oldest first. */
  async next(): Promise<readonly DeliveryJson[]> {
    const since =
      this.#newestMs === undefined ? {} : { since: new Date(this.#newestMs - OVERLAP_MS).toISOString() }
    const recent = await this.#all(since)
    const seen = new Map([...recent, ...(await this.#waiting())].map((delivery) => [delivery.id, delivery]))
    const gone = this.#knownWaiting().filter(({ id }) => !seen.has(id))
    for (const delivery of await this.#lookUp(gone)) seen.set(delivery.id, delivery)
    const changed = [...seen.values()].filter(
      (delivery) => this.#isChanged(delivery) && !this.#isPassedOver(delivery),
    )
    this.#learn(seen.values())
    return changed.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  }

  /** A delivery that the API told of; false when it stands as it was told last, or is not one that is followed. */
  take(delivery: DeliveryJson): boolean {
    const { event } = this.#query
    if ((event !== undefined && delivery.event !== event) || !this.#isChanged(delivery)) return false
    this.#learn([delivery])
    return true
  }

  /** What is there is no news; where changes are told it need not be read for that. */
  async #passOver(): Promise<void> {
    const [newest] = (await this.#list({ limit: 1 })).items
    if (!newest) return
    this.#firstId = newest.id
    this.#newestMs = Math.max(this.#newestMs ?? 0, Date.parse(newest.createdAt))
  }

  #isPassedOver({ id }: DeliveryJson): boolean {
    return id <= this.#firstId && !this.#known.has(id)
  }

  #isChanged({ id, status }: DeliveryJson): boolean {
    return this.#known.get(id)?.status !== status
  }

  #knownWaiting(): Known[] {
    return [...this.#known.values()].filter(({ status }) => status === "pending")
  }

  /** Where changes are told, those that waited before anything was told are news to nobody. */
  async #waiting(): Promise<readonly DeliveryJson[]> {
    if (!this.#isTold) return await this.#all({ status: "pending" })
    if (this.#knownWaiting().length <= MOST_LOOKED_UP) return []
    return (await this.#all({ status: "pending" })).filter(({ id }) => this.#known.has(id))
  }

  #learn(deliveries: Iterable<DeliveryJson>): void {
    for (const { id, status, createdAt } of deliveries) {
      this.#known.set(id, { id, status, createdAt })
      this.#newestMs = Math.max(this.#newestMs ?? 0, Date.parse(createdAt))
    }
    if (this.#known.size >= this.#sweepAt) this.#sweep()
  }

  #sweep(): void {
    const oldestMs = (this.#newestMs ?? 0) - OVERLAP_MS
    for (const { id, status, createdAt } of this.#known.values())
      if (status !== "pending" && Date.parse(createdAt) < oldestMs) this.#known.delete(id)
    this.#sweepAt = Math.max(SWEEP_FROM, 2 * this.#known.size)
  }

  async #list(query: DeliveryQuery): Promise<ListPage<DeliveryJson>> {
    return await this.#api.deliveries({ ...this.#query, ...query })
  }

  async #all(query: DeliveryQuery): Promise<DeliveryJson[]> {
    const found: DeliveryJson[] = []
    let after: string | null | undefined
    while (after !== null) {
      const page = await this.#list({ ...query, limit: PAGE, ...(after !== undefined && { after }) })
      found.push(...page.items)
      after = page.next
    }
    return found
  }

  /** As they are now; one that was deleted meanwhile is forgotten. */
  async #lookUp(deliveries: readonly Known[]): Promise<readonly DeliveryJson[]> {
    const left = [...deliveries]
    const found: DeliveryJson[] = []
    const take = async (): Promise<void> => {
      for (let one = left.shift(); one; one = left.shift()) {
        const now = await this.#read(one.id)
        if (now) found.push(now)
        else this.#known.delete(one.id)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, take))
    return found
  }

  async #read(id: string): Promise<DeliveryJson | undefined> {
    try {
      const { request: _request, attemptLog: _log, ...delivery } = await this.#api.delivery(id)
      return delivery
    } catch (error) {
      if (error instanceof WhkError && error.code === "NOT_FOUND") return undefined
      throw error
    }
  }
}
