import type {
  AttemptedJson,
  DeliveryDetailJson,
  ReplayJson,
  ReplaySelectedJson,
  ReplaySelectionJson,
} from "../../domain/api-types.ts"
import type { Clock } from "../../domain/clock.ts"
import { WhkError } from "../../errors.ts"
import type {
  DeliveryFilter,
  DeliveryRow,
  EndpointRow,
  InboxRow,
  Page,
  PageRequest,
  Store,
} from "../../store/port.ts"
import { deliveryDetail } from "./delivery-detail.ts"
import { findId, notFound } from "./find-id.ts"
import { findInbox } from "./inbox-service.ts"
import type { DispatcherPort, ListenerPort } from "./ports.ts"
import { replayChangedAtEndpoint, replayChangedAtInbox } from "./replay-changed.ts"
import { attemptJson, deliveryJson } from "./rows-to-json.ts"

/** Deliveries of a workspace. An id may be shortened to a prefix that fits one delivery only. */
export interface DeliveryService {
  /** Ids in the filter may be prefixes; an inbox may be named. */
  list(workspace: string, filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliveryRow>>
  /** The filter with whole ids in place of prefixes and names. Throws NOT_FOUND or ID_AMBIGUOUS. */
  wholeFilter<Filter extends Pick<DeliveryFilter, "endpoint" | "inbox">>(
    workspace: string,
    filter: Filter,
  ): Promise<Filter>
  /** `whole`: with its whole body, however large. */
  get(workspace: string, id: string, whole?: boolean): Promise<DeliveryDetailJson>
  /**
   * One more attempt with the same bytes; with changes a new delivery, `replayOf` this one. Without a listener a live
   * delivery waits for one: `attempt` is null.
   */
  replay(workspace: string, id: string, changes?: ReplayJson): Promise<AttemptedJson>
  /** Puts every ended delivery that fits back into its queue; with `dryRun` only selects them. */
  replayMany(workspace: string, selection: ReplaySelectionJson): Promise<ReplaySelectedJson>
}

export interface DeliveryServiceOptions {
  readonly store: Store
  readonly clock: Clock
  readonly dispatcher: DispatcherPort
  readonly listeners: ListenerPort
  readonly maxBodyBytes: number
}

const DELIVERIES_PER_PAGE = 500

export function createDeliveryService(options: DeliveryServiceOptions): DeliveryService {
  const { store, clock, dispatcher, listeners } = options

  async function find(workspace: string, given: string): Promise<DeliveryRow> {
    const delivery = await store.getDelivery(workspace, await findId(store, workspace, "dlv", given))
    if (!delivery) throw notFound("dlv", given)
    return delivery
  }

  async function wholeFilter<Filter extends Pick<DeliveryFilter, "endpoint" | "inbox">>(
    workspace: string,
    filter: Filter,
  ): Promise<Filter> {
    const { endpoint, inbox } = filter
    return {
      ...filter,
      ...(endpoint !== undefined && { endpoint: await findId(store, workspace, "ep", endpoint) }),
      ...(inbox !== undefined && { inbox: (await findInbox(store, workspace, inbox)).id }),
    }
  }

  /** Where the delivery goes to: its endpoint or its inbox, null when that was deleted. */
  async function targetOf({ workspace, origin }: DeliveryRow): Promise<EndpointRow | InboxRow | null> {
    return origin.kind === "endpoint"
      ? await store.getEndpoint(workspace, origin.endpoint)
      : await store.getInbox(workspace, origin.inbox)
  }

  async function requireTarget(delivery: DeliveryRow): Promise<EndpointRow | InboxRow> {
    const target = await targetOf(delivery)
    if (!target)
      throw new WhkError("RULE_REFUSED", `The ${delivery.origin.kind} of ${delivery.id} was deleted.`, {
        hint: `Look at the request with \`whk delivery ${delivery.id}\`.`,
      })
    if ("active" in target && !target.active)
      throw new WhkError("RULE_REFUSED", `${target.id} is switched off and gets nothing.`, {
        hint: `Run \`whk enable ${target.id}\` first.`,
      })
    return target
  }

  /** Every ended delivery that fits and still has somewhere to go, newest first. */
  async function select(workspace: string, filter: DeliveryFilter): Promise<readonly DeliveryRow[]> {
    const selected: DeliveryRow[] = []
    const known = new Map<string, boolean>()
    let after: string | null | undefined
    while (after !== null) {
      const page: Page<DeliveryRow> = await store.listDeliveries(workspace, filter, {
        limit: DELIVERIES_PER_PAGE,
        ...(after !== undefined && { after }),
      })
      for (const delivery of page.items) {
        const { origin } = delivery
        const target = origin.kind === "endpoint" ? origin.endpoint : origin.inbox
        if (!known.has(target)) known.set(target, (await targetOf(delivery)) !== null)
        if (delivery.status !== "pending" && known.get(target)) selected.push(delivery)
      }
      after = page.next
    }
    return selected
  }

  return {
    wholeFilter,

    async list(workspace, filter, page) {
      return await store.listDeliveries(workspace, await wholeFilter(workspace, filter), page)
    },

    async get(workspace, id, whole) {
      const delivery = await find(workspace, id)
      return await deliveryDetail(store, listeners, delivery, whole ? Infinity : undefined)
    },

    async replay(workspace, id, changes = {}) {
      const delivery = await find(workspace, id)
      const target = await requireTarget(delivery)
      if (changes.headers !== undefined || changes.bodyBase64 !== undefined)
        return "url" in target
          ? await replayChangedAtEndpoint(options, delivery, { endpoint: target, changes })
          : await replayChangedAtInbox(options, delivery, changes)
      const attempt =
        delivery.origin.kind === "endpoint"
          ? await dispatcher.attemptNow(delivery.id)
          : await listeners.replay(delivery)
      const after = (await store.getDelivery(workspace, delivery.id)) ?? delivery
      return { delivery: deliveryJson(after), attempt: attempt && attemptJson(attempt) }
    },

    async replayMany(workspace, { endpoint, inbox, failed, since, dryRun }) {
      if (endpoint === undefined && inbox === undefined && !failed && since === undefined)
        throw new WhkError("VALUE_MISSING", "Nothing says which deliveries to replay.", {
          hint: "Pass at least one of endpoint, inbox, failed and since.",
        })
      const filter = await wholeFilter(workspace, {
        ...(endpoint !== undefined && { endpoint }),
        ...(inbox !== undefined && { inbox }),
        ...(failed && { status: "failed" as const }),
        ...(since !== undefined && { since: Date.parse(since) }),
      })
      const selected = await select(workspace, filter)
      if (dryRun) return { deliveries: selected.map(deliveryJson) }
      const now = clock.now()
      const requeued = await Promise.all(selected.map(({ id }) => store.requeue(id, now)))
      dispatcher.poke()
      const inboxes = selected.flatMap(({ origin }) => (origin.kind === "inbox" ? [origin.inbox] : []))
      for (const inbox of new Set(inboxes)) listeners.poke(inbox)
      return {
        deliveries: selected
          .filter((_, index) => requeued[index])
          .map((delivery) => deliveryJson({ ...delivery, status: "pending", nextAttemptAt: now })),
      }
    },
  }
}
