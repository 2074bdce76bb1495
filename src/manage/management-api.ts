import type {
  AttemptedJson,
  AuditPageJson,
  CreateEndpointJson,
  DeliveryDetailJson,
  DeliveryJson,
  EndpointJson,
  InboxJson,
  InspectorCodeJson,
  KeyJson,
  ListPage,
  NewWorkspaceJson,
  PublishedJson,
  PublishJson,
  ReplayJson,
  ReplaySelectedJson,
  ReplaySelectionJson,
  RotateJson,
  StatsJson,
  UpdateEndpointJson,
  WorkspaceJson,
} from "../domain/api-types.ts"
import type { DeliveryStatus } from "../domain/delivery.ts"

/**
 * A management API in whk's words: the relay's own, or a provider's behind a translation. An operation that the API
 * does not have throws NOT_DOCUMENTED and names what the relay offers.
 */
export interface ManagementApi {
  create(input: CreateEndpointJson): Promise<EndpointJson>
  list(query: EndpointQuery): Promise<ListPage<EndpointJson>>
  get(id: string): Promise<EndpointJson>
  update(id: string, changes: UpdateEndpointJson): Promise<EndpointJson>
  delete(id: string): Promise<void>
  rotate(id: string, input: RotateJson): Promise<EndpointJson>
  test(id: string): Promise<TestResult>
  deliveries(query: DeliveryQuery): Promise<ListPage<DeliveryJson>>
  /** `body: "whole"`: also one that is long; else it may be cut. */
  delivery(id: string, query?: { readonly body?: "whole" }): Promise<DeliveryDetailJson>
  replay(id: string, changes?: ReplayJson): Promise<AttemptedJson>
  replayMany(selection: ReplaySelectionJson): Promise<ReplaySelectedJson>
  publish(input: PublishJson): Promise<PublishedJson>
  deliveriesOfEvent(eventId: string, page: PageQuery): Promise<ListPage<DeliveryJson>>
  stats(): Promise<StatsJson>
  inboxes(): Promise<ListPage<InboxJson>>
  deleteInbox(id: string): Promise<void>
  rotateInbox(id: string): Promise<InboxJson>
  workspace(): Promise<WorkspaceJson>
  keys(): Promise<ListPage<KeyJson>>
  /** The answer alone holds the key. */
  createKey(name: string): Promise<KeyJson>
  revokeKey(id: string): Promise<void>
  workspaces(): Promise<ListPage<WorkspaceJson>>
  createWorkspace(name: string): Promise<NewWorkspaceJson>
  audit(page: PageQuery): Promise<AuditPageJson>
  /** `url` is on the address that this API is reached at. */
  inspectorCode(): Promise<InspectorCodeJson>
  /** Resolves once every later change is told; the changes end when the API ends them, and throw when it is away. */
  changes(query: ChangesQuery): Promise<AsyncIterable<Change>>
}

export interface ChangesQuery {
  readonly endpoint?: string
  /** Name or id. */
  readonly inbox?: string
}

/** A delivery as it stands now; `missed`: some may have been left out. */
export type Change =
  | { readonly event: "delivery"; readonly delivery: DeliveryJson }
  | { readonly event: "missed" }

/** `attempted`: a delivery and its attempt. `said`: the API's own words, and what came of it where they tell. */
type TestResult =
  | ({ readonly kind: "attempted" } & AttemptedJson)
  | { readonly kind: "said"; readonly text: string; readonly delivered: boolean | null }

/** A page: `after` is the `next` of the page before; a page number where the provider pages so. */
export interface PageQuery {
  readonly limit?: number
  readonly after?: string
}

export interface EndpointQuery extends PageQuery {
  readonly provider?: string
  readonly active?: boolean
  readonly search?: string
}

export interface DeliveryQuery extends PageQuery {
  readonly endpoint?: string
  /** Name or id. */
  readonly inbox?: string
  readonly status?: DeliveryStatus
  readonly event?: string
  /** ISO 8601. */
  readonly since?: string
}

/** Every item of a list, page after page; `limit` is a page's size here. */
export async function* allPages<Item, Query extends PageQuery>(
  list: (query: Query) => Promise<ListPage<Item>>,
  query: Query,
): AsyncGenerator<Item> {
  let after = query.after
  do {
    const page = await list(after === undefined ? query : { ...query, after })
    yield* page.items
    // A server that hands out the same cursor again would keep us here for ever.
    after = page.next === null || page.next === after ? undefined : page.next
  } while (after !== undefined)
}
