import { randomUUID } from "node:crypto"
import type { PreviewedJson, PreviewJson, PublishedJson, PublishJson } from "../../domain/api-types.ts"
import type { Clock } from "../../domain/clock.ts"
import { WhkError } from "../../errors.ts"
import type { Json, Provider } from "../../providers/provider.ts"
import { findEventType, findProvider, requireEventType } from "../../providers/registry.ts"
import { sampleContext } from "../../providers/sample.ts"
import { buildPayload } from "../../sender/build-payload.ts"
import type { DeliveryRow, EndpointRow, EventRow, Page, PageRequest, Store } from "../../store/port.ts"
import { endpointDelivery, toNewDelivery, toRow } from "./endpoint-delivery.ts"
import { findId, notFound } from "./find-id.ts"
import { checkContent, decodeBody } from "./given-content.ts"
import type { DispatcherPort } from "./ports.ts"
import { previewRequest } from "./preview-request.ts"
import { deliveryJson, isoTime } from "./rows-to-json.ts"
import { isSubscribed, testOnly } from "./subscriptions.ts"

/** Events of a workspace. */
export interface EventService {
  /**
   * Stores an event and a delivery for each active endpoint of its provider that is subscribed to its type, all or
   * nothing. Throws EVENT_UNKNOWN, DATA_INVALID, or ALREADY_EXISTS for an id that was used before.
   */
  publish(workspace: string, input: PublishJson): Promise<PublishedJson>
  /** The signed request that an endpoint would get of it; nothing is stored or sent. Throws what `publish` throws. */
  preview(workspace: string, input: PreviewJson): Promise<PreviewedJson>
  /** What the event was made into. Throws NOT_FOUND. */
  deliveries(workspace: string, eventId: string, page: PageRequest): Promise<Page<DeliveryRow>>
}

export interface EventServiceOptions {
  readonly store: Store
  readonly clock: Clock
  readonly dispatcher: DispatcherPort
  readonly maxBodyBytes: number
}

const ENDPOINTS_PER_PAGE = 200

type Content = Omit<EventRow, "workspace">

export function createEventService(options: EventServiceOptions): EventService {
  const { store, clock, dispatcher } = options

  async function endpointsOf(workspace: string, provider: string): Promise<readonly EndpointRow[]> {
    const endpoints: EndpointRow[] = []
    let after: string | null | undefined
    while (after !== null) {
      const page: Page<EndpointRow> = await store.listEndpoints(
        workspace,
        { provider },
        { limit: ENDPOINTS_PER_PAGE, ...(after !== undefined && { after }) },
      )
      endpoints.push(...page.items)
      after = page.next
    }
    return endpoints
  }

  /** The event that the input describes, as it would be stored. */
  function compose(input: PublishJson): { readonly provider: Provider; readonly event: Content } {
    const provider = findProvider(input.provider)
    if (findEventType(provider, input.type)?.status === "test-only") throw testOnly(provider, input.type)
    const event = contentOf(provider, input, clock.now())
    checkContent(event, options.maxBodyBytes)
    return { provider, event }
  }

  async function publish(workspace: string, input: PublishJson): Promise<PublishedJson> {
    const { provider, event: content } = compose(input)
    const event = { ...content, workspace }
    const endpoints = await endpointsOf(workspace, provider.id)
    const gets = (endpoint: EndpointRow): boolean => wouldGet(endpoint, event.type)
    const deliveries = endpoints
      .filter(gets)
      .map((endpoint) => endpointDelivery(event, endpoint, event.createdAt))
    await store.publish(event, deliveries.map(toNewDelivery)).catch((error: unknown) => {
      throw isTaken(error) ? usedBefore(event.id) : error
    })
    dispatcher.poke()
    const { id, type, createdAt } = event
    return {
      event: { id, provider: provider.id, type, createdAt: isoTime(createdAt) },
      deliveries: deliveries.map((delivery) => deliveryJson(toRow(delivery))),
      skipped: endpoints
        .filter((endpoint) => !gets(endpoint))
        .map(({ id, url, events }) => ({
          endpoint: id,
          url,
          why: isSubscribed(events, type) ? "inactive" : "not-subscribed",
        })),
    }
  }

  async function preview(workspace: string, { endpoint, ...input }: PreviewJson): Promise<PreviewedJson> {
    const { provider, event } = compose(input)
    const endpoints = await endpointsOf(workspace, provider.id)
    const target =
      endpoint === undefined
        ? undefined
        : (endpoints.find(({ id }) => id === endpoint) ??
          (await otherEndpoint(workspace, endpoint, provider)))
    return {
      ...(await previewRequest({ provider, event, endpoint: target, at: clock.now() })),
      endpoints: endpoints.filter((one) => wouldGet(one, event.type)).map(({ id, url }) => ({ id, url })),
    }
  }

  /** The endpoint of this beginning of an id. Throws NOT_FOUND, ID_AMBIGUOUS, or RULE_REFUSED for another provider's. */
  async function otherEndpoint(workspace: string, given: string, provider: Provider): Promise<EndpointRow> {
    const endpoint = await store.getEndpoint(workspace, await findId(store, workspace, "ep", given))
    if (!endpoint) throw notFound("ep", given)
    if (endpoint.provider === provider.id) return endpoint
    throw new WhkError("RULE_REFUSED", `${endpoint.id} gets no events of ${provider.name}.`, {
      hint: `It is an endpoint of ${endpoint.provider}.`,
    })
  }

  return {
    publish,
    preview,

    async deliveries(workspace, eventId, page) {
      if (!(await store.getEvent(workspace, eventId))) throw notFound("evt", eventId)
      return await store.listDeliveries(workspace, { event: eventId }, page)
    },
  }
}

/** The bytes of the event: those given, or the provider's envelope around the data given or a sample. */
function contentOf(provider: Provider, input: PublishJson, now: number): Content {
  const { type, id, data, bodyBase64, contentType } = input
  const base = { provider: provider.id, createdAt: now }
  const seed = randomUUID()
  if (bodyBase64 === undefined) {
    const payload = buildPayload({
      provider,
      type,
      timeMs: now,
      seed,
      ...(id !== undefined && { id }),
      // It was JSON a moment ago: it came in the body of a request.
      ...(data !== undefined && { data: data as Json }),
    })
    return { ...base, ...payload, contentType: contentType ?? payload.contentType }
  }
  requireEventType(provider, type)
  return {
    ...base,
    type,
    id: id ?? provider.newEventId(sampleContext(seed, now)),
    contentType: contentType ?? "application/json",
    body: decodeBody(bodyBase64),
  }
}

function wouldGet({ active, events }: EndpointRow, type: string): boolean {
  return active && isSubscribed(events, type)
}

function isTaken(error: unknown): boolean {
  return error instanceof WhkError && error.code === "ALREADY_EXISTS"
}

function usedBefore(id: string): WhkError {
  return new WhkError("ALREADY_EXISTS", `"${id}" is the id of an event that was published before.`, {
    hint: "Leave the id out to have one made, or replay the deliveries of that event.",
  })
}
