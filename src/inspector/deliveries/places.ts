import { computed, signal } from "@preact/signals"
import type { DeliveryJson, EndpointJson, InboxJson, ListPage } from "../../domain/api-types.ts"
import { api } from "../relay/api.ts"

/** The inboxes of the workspace; undefined until they were read. */
export const inboxes = signal<readonly InboxJson[] | undefined>(undefined)
const endpoints = signal<readonly EndpointJson[]>([])

/** Names of inboxes, and names or addresses of endpoints, by id. */
export const places = computed<ReadonlyMap<string, string>>(
  () =>
    new Map([
      ...(inboxes.value ?? []).map(({ id, name }) => [id, name] as const),
      ...endpoints.value.map(({ id, name, url }) => [id, name ?? url] as const),
    ]),
)

/** How an inbox or endpoint is called: its name, else its id. */
export function placeName(id: string): string {
  return places.value.get(id) ?? id
}

/** Reads which inboxes and endpoints there are; what cannot be read stays as it was. */
export async function loadPlaces(): Promise<void> {
  const [atInboxes, atEndpoints] = await Promise.all([
    api.get<ListPage<InboxJson>>("/v1/inboxes"),
    api.get<ListPage<EndpointJson>>("/v1/endpoints?limit=1000"),
  ])
  if (atInboxes.ok) inboxes.value = atInboxes.value.items
  if (atEndpoints.ok) endpoints.value = atEndpoints.value.items
}

/** Reads them again when one of these deliveries has a place that is not known yet. */
export function learnPlaces(arrivals: readonly DeliveryJson[]): void {
  if (arrivals.some(({ inbox, endpoint }) => !places.value.has(inbox ?? endpoint ?? ""))) void loadPlaces()
}
