import type { DeliveryJson, ListPage } from "../../domain/api-types.ts"
import { WhkError } from "../../errors.ts"
import type { DeliveryQuery, ManagementApi } from "../../manage/management-api.ts"

/** Which deliveries are followed; paging is the feed's own. */
export type Followed = Omit<DeliveryQuery, "limit" | "after" | "status" | "since">

const PAGE = 1000
/** A delivery may be written down this much later than the time it bears. */
const OVERLAP_MS = 10_000
const AT_ONCE = 8

/**
 * What is new among deliveries since it was asked last. The API has no push: the deliveries made since the newest one
 * known and all that wait are read anew each time, and those are looked up that wait no longer.
 */
export class DeliveryFeed {
  readonly #api: Pick<ManagementApi, "deliveries" | "delivery">
  readonly #query: Followed
  /** Statuses as they were told last; ended deliveries are forgotten once no page brings them again. */
  readonly #known = new Map<string, DeliveryJson>()
  #newestMs: number | undefined

  constructor(api: Pick<ManagementApi, "deliveries" | "delivery">, query: Followed) {
    this.#api = api
    this.#query = query
  }

  /** Where things stand: nothing from before is told, unless the last `limit`, or everything `since` a time, is asked for. */
  async begin(from: { readonly limit?: number; readonly since?: string }): Promise<readonly DeliveryJson[]> {
    const isAsked = from.limit !== undefined || from.since !== undefined
    const first = from.since === undefined ? await this.#list({ limit: from.limit ?? 1 }) : undefined
    const told = first?.items ?? (await this.#all({ since: from.since! }))
    const limited = from.limit === undefined ? told : told.slice(0, from.limit)
    this.#learn(told)
    await this.next()
    return isAsked ? limited.toReversed() : []
  }

  /** Deliveries that are new or stand otherwise than when they were told last, the oldest first. */
  async next(): Promise<readonly DeliveryJson[]> {
    const since =
      this.#newestMs === undefined ? {} : { since: new Date(this.#newestMs - OVERLAP_MS).toISOString() }
    const recent = await this.#all(since)
    const waiting = await this.#all({ status: "pending" })
    const seen = new Map([...recent, ...waiting].map((delivery) => [delivery.id, delivery]))
    const gone = [...this.#known.values()].filter(({ id, status }) => status === "pending" && !seen.has(id))
    for (const delivery of await this.#lookUp(gone)) seen.set(delivery.id, delivery)
    const changed = [...seen.values()].filter(({ id, status }) => this.#known.get(id)?.status !== status)
    this.#learn(seen.values())
    return changed.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  }

  #learn(deliveries: Iterable<DeliveryJson>): void {
    for (const delivery of deliveries) {
      this.#known.set(delivery.id, delivery)
      this.#newestMs = Math.max(this.#newestMs ?? 0, Date.parse(delivery.createdAt))
    }
    const oldestMs = (this.#newestMs ?? 0) - OVERLAP_MS
    for (const { id, status, createdAt } of this.#known.values())
      if (status !== "pending" && Date.parse(createdAt) < oldestMs) this.#known.delete(id)
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
  async #lookUp(deliveries: readonly DeliveryJson[]): Promise<readonly DeliveryJson[]> {
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
