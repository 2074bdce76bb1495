import { randomUUID } from "node:crypto"
import type { Rig } from "../relay/api/rig.ts"
import { aDelivery } from "./store-rows.ts"

/** What a `:id` in a route's path names. */
export type Kind = "endpoint" | "axelered" | "ainexlayer" | "event" | "delivery" | "inbox" | "key"

export interface RouteCall {
  readonly kind?: Kind
  /** The `:id` of something that is the same for every workspace. */
  readonly id?: string
  /** What follows the path. */
  readonly query?: string
  /** It changes nothing, although it is no GET. */
  readonly reads?: true
  /** A body that the route takes. */
  readonly json?: (made: Made) => unknown
  /** Its answer has no end. */
  readonly stream?: true
}

/** One of everything in a workspace. */
export type Made = Readonly<Record<Kind, string>>

const endpointJson = { url: "https://example.com/hooks", events: ["user.created"] }
const axeleredJson = {
  ...endpointJson,
  events: ["process.completed"],
  signingSecret: "s".repeat(40),
  name: "one",
}

/** How to call every route of the relay, dialects included. A new route has to be added here. */
export const ROUTE_CALLS: Readonly<Record<string, RouteCall>> = {
  "GET /v1/endpoints": {},
  "POST /v1/endpoints": { json: () => ({ provider: "axiestudio", ...endpointJson }) },
  "POST /v1/endpoints/check": { reads: true, json: () => ({ provider: "axiestudio", ...endpointJson }) },
  "GET /v1/endpoints/:id": { kind: "endpoint" },
  "PATCH /v1/endpoints/:id": { kind: "endpoint", json: () => ({ name: "renamed" }) },
  "DELETE /v1/endpoints/:id": { kind: "endpoint" },
  "POST /v1/endpoints/:id/rotate": { kind: "endpoint" },
  "POST /v1/endpoints/:id/test": { kind: "endpoint" },
  "POST /v1/events": { json: () => ({ provider: "axiestudio", type: "user.created" }) },
  "POST /v1/events/preview": {
    reads: true,
    json: ({ endpoint }) => ({ provider: "axiestudio", type: "user.created", endpoint }),
  },
  "GET /v1/events/:id/deliveries": { kind: "event" },
  "GET /v1/deliveries": {},
  "GET /v1/deliveries/:id": { kind: "delivery" },
  "GET /v1/changes": { stream: true },
  "POST /v1/deliveries/:id/replay": { kind: "delivery" },
  "GET /v1/deliveries/:id/export": { kind: "delivery", query: "?format=http" },
  "POST /v1/deliveries/:id/verify": { reads: true, kind: "delivery" },
  "POST /v1/replay": { json: ({ endpoint }) => ({ endpoint }) },
  "GET /v1/inboxes": {},
  "POST /v1/inboxes": { json: () => ({ name: `inbox-${randomUUID()}` }) },
  "DELETE /v1/inboxes/:id": { kind: "inbox" },
  "POST /v1/inboxes/:id/rotate": { kind: "inbox" },
  "GET /v1/providers": {},
  "GET /v1/providers/:id": { id: "axiestudio" },
  "GET /v1/workspace": {},
  "GET /v1/stats": {},
  "GET /v1/stats/series": {},
  "GET /v1/stats/endpoints": {},
  "GET /v1/keys": {},
  "POST /v1/keys": { json: () => ({ name: "another" }) },
  "DELETE /v1/keys/:id": { kind: "key" },
  "GET /v1/workspaces": {},
  "POST /v1/workspaces": { json: () => ({ name: `workspace ${randomUUID()}` }) },
  "GET /v1/audit": {},
  "POST /v1/inspector/codes": {},
  "POST /v1/inspector/sessions": { json: () => ({ code: "wrong" }) },
  "DELETE /v1/inspector/sessions": {},
  "GET /v1/openapi.json": {},
  "POST /v1/w/:workspace/webhooks": { json: () => axeleredJson },
  "GET /v1/w/:workspace/webhooks": {},
  "GET /v1/w/:workspace/webhooks/:id": { kind: "axelered" },
  "PATCH /v1/w/:workspace/webhooks/:id": { kind: "axelered", json: () => axeleredJson },
  "DELETE /v1/w/:workspace/webhooks/:id": { kind: "axelered" },
  "POST /api/v1/webhooks": { json: () => ({ ...endpointJson, events: ["document.processed"] }) },
  "GET /api/v1/webhooks": {},
  "GET /api/v1/webhooks/:id": { kind: "ainexlayer" },
  "PUT /api/v1/webhooks/:id": { kind: "ainexlayer", json: () => ({ name: "renamed" }) },
  "DELETE /api/v1/webhooks/:id": { kind: "ainexlayer" },
  "POST /api/v1/webhooks/:id/test": { kind: "ainexlayer" },
  "GET /api/v1/webhooks/:id/deliveries": { kind: "ainexlayer" },
}

/** Makes one of everything in a workspace, past the API. */
export async function makeOneOfEach({ services, store, access }: Rig, workspace: string): Promise<Made> {
  const { endpoints, events, inboxes } = services
  const endpoint = (provider: string, type: string): Promise<{ readonly id: string }> =>
    endpoints.create(workspace, {
      provider,
      ...endpointJson,
      events: [type],
      secret: "s".repeat(40),
    })
  const own = await endpoints.create(workspace, { provider: "axiestudio", ...endpointJson })
  const inbox = await inboxes.save(workspace, { name: `inbox-${randomUUID()}` })
  const { event } = await events.publish(workspace, { provider: "axiestudio", type: "user.created" })
  const delivery = aDelivery({ workspace, origin: { kind: "inbox", inbox: inbox.id } })
  await store.insertDelivery(delivery)
  const { row } = await access.createKey(workspace, "one of each")
  return {
    endpoint: own.id,
    axelered: (await endpoint("axelered", "process.completed")).id,
    ainexlayer: (await endpoint("ainexlayer", "document.processed")).id,
    event: event.id,
    delivery: delivery.id,
    inbox: inbox.id,
    key: row.id,
  }
}

/** The path of a route with its names filled in. */
export function pathOf(
  route: string,
  { id, workspace }: { readonly id: string; readonly workspace: string },
): string {
  return route.replace(":workspace", workspace).replace(":id", id)
}
