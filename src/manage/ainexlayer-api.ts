import * as z from "zod"
import type { DeliveryJson, EndpointJson, ListPage } from "../domain/api-types.ts"
import type { DeliveryStatus } from "../domain/delivery.ts"
import { WhkError } from "../errors.ts"
import type { JsonClient } from "./json-client.ts"
import type { ManagementApi } from "./management-api.ts"
import { undocumentedApi } from "./not-documented.ts"
import { openProviderApi, type ProviderApiOptions } from "./provider-api.ts"
import { checkEndpoint, noOverlap } from "./provider-rules.ts"

/** The page shows neither requests nor answers; these names follow the API's other objects. */
const Webhook = z.object({
  id: z.string(),
  name: z.string().nullish(),
  description: z.string().nullish(),
  url: z.string().default(""),
  events: z.array(z.string()).default([]),
  active: z.boolean().default(true),
  secret: z.string().nullish(),
  createdAt: z.string().default(""),
  updatedAt: z.string().nullish(),
})
const Delivery = z.object({
  id: z.string(),
  event: z.string().nullish(),
  status: z.string().default(""),
  responseStatus: z.number().nullish(),
  responseTimeMs: z.number().nullish(),
  attempts: z.number().default(0),
  nextAttemptAt: z.string().nullish(),
  createdAt: z.string().default(""),
})
const Pagination = z.object({ page: z.number(), total: z.number(), totalPages: z.number() }).optional()
const One = z.object({ data: Webhook, message: z.string().nullish() })
const Many = z.object({ data: z.array(Webhook), pagination: Pagination })
const Deliveries = z.object({ data: z.array(Delivery), pagination: Pagination })
const Tested = z.object({
  message: z.string().nullish(),
  data: z.object({ status: z.string() }).partial().nullish().catch(null),
})
const Refusal = z.object({
  error: z.object({
    message: z.string(),
    details: z.object({ field: z.string(), reason: z.string() }).partial().nullish(),
  }),
})

const STATUS: Readonly<Record<DeliveryStatus, string>> = {
  pending: "pending",
  delivered: "success",
  answered: "failed",
  failed: "failed",
}
const USUAL_LIMIT = 20

/** Client of AINexLayer's webhook API. Its operations are documented, their paths and bodies assumed. */
export function createAinexlayerApi(options: ProviderApiOptions): ManagementApi & Pick<JsonClient, "close"> {
  const { provider, notice } = options
  const { client, announce, read, makeSecret } = openProviderApi(options, explain)
  const at = (id: string, rest = ""): string => `/webhooks/${encodeURIComponent(id)}${rest}`

  async function put(id: string, body: object): Promise<EndpointJson> {
    announce("update", "PUT /webhooks/{id}")
    return toEndpoint(read(One, await client.send({ method: "PUT", path: at(id), body })).data)
  }

  return {
    ...undocumentedApi(provider.name),
    async create(input) {
      announce("create", "POST /webhooks")
      const events = checkEndpoint(provider, input, notice) ?? input.events
      const { url, name, description, active = true } = input
      const secret = input.secret ?? makeSecret()
      const body = { url, events, secret, active, ...(name && { name }), ...(description && { description }) }
      const { data } = read(One, await client.send({ method: "POST", path: "/webhooks", body }))
      return {
        ...toEndpoint({ ...data, url: data.url || url, events: [...events] }),
        secret: data.secret ?? secret,
      }
    },
    async list({ limit, after, active, search }) {
      if (search !== undefined)
        throw new WhkError("NOT_DOCUMENTED", `${provider.name} documents no search for endpoints.`)
      announce("list", "GET /webhooks")
      const query = { page: pageNumber(after), limit, active }
      const answer = read(Many, await client.send({ method: "GET", path: "/webhooks", query }))
      return toPage(answer.data.map(toEndpoint), answer.pagination, { page: query.page, limit })
    },
    async get(id) {
      announce("get", "GET /webhooks/{id}")
      return toEndpoint(read(One, await client.send({ method: "GET", path: at(id) })).data)
    },
    async update(id, changes) {
      const events = checkEndpoint(provider, changes, notice)
      return put(id, { ...changes, ...(events && { events }) })
    },
    async delete(id) {
      announce("delete", "DELETE /webhooks/{id}")
      await client.send({ method: "DELETE", path: at(id) })
    },
    async rotate(id, { secret = makeSecret(), overlapSeconds }) {
      if (overlapSeconds !== undefined) throw noOverlap(provider.name)
      checkEndpoint(provider, { secret }, notice)
      return { ...(await put(id, { secret })), secret }
    },
    async test(id) {
      announce("test", "POST /webhooks/{id}/test")
      const answer = read(Tested, await client.send({ method: "POST", path: at(id, "/test") }))
      const status = answer.data?.status?.toLowerCase()
      const delivered = status === "success" ? true : status === "failed" ? false : null
      return { kind: "said", text: answer.message ?? "The test event was accepted.", delivered }
    },
    async deliveries({ endpoint, status, event, since, limit, after }) {
      if (endpoint === undefined)
        throw new WhkError(
          "VALUE_MISSING",
          `<endpoint> is missing: ${provider.name} keeps a log per endpoint.`,
          {
            hint: `Run \`whk list --api provider --provider ${provider.id}\` to see the endpoints.`,
          },
        )
      if (event !== undefined || since !== undefined)
        throw new WhkError("NOT_DOCUMENTED", `${provider.name} documents no log filter but --status.`)
      announce("deliveries", "GET /webhooks/{id}/deliveries")
      const query = { page: pageNumber(after), limit, status: status && STATUS[status] }
      const path = at(endpoint, "/deliveries")
      const answer = read(Deliveries, await client.send({ method: "GET", path, query }))
      const items = answer.data.map((delivery) => toDelivery(delivery, endpoint))
      return toPage(items, answer.pagination, { page: query.page, limit })
    },
    close: () => client.close(),
  }
}

function pageNumber(after: string | undefined): number | undefined {
  if (after === undefined) return undefined
  if (/^[1-9]\d{0,8}$/.test(after)) return Number(after)
  throw new WhkError("USAGE", `"${after}" is not a page number.`, {
    hint: "AINexLayer counts its pages: pass --after 2 for the second.",
  })
}

function toPage<Item>(
  items: readonly Item[],
  pagination: z.output<typeof Pagination>,
  asked: { readonly page: number | undefined; readonly limit: number | undefined },
): ListPage<Item> {
  const page = pagination?.page ?? asked.page ?? 1
  // What follows `data` is not documented: without it a full page may not be the last one.
  const more = pagination ? page < pagination.totalPages : items.length >= (asked.limit ?? USUAL_LIMIT)
  return { items, next: more ? String(page + 1) : null, total: pagination?.total ?? items.length }
}

function toEndpoint(webhook: z.output<typeof Webhook>): EndpointJson {
  const { id, url, events, active, createdAt } = webhook
  return {
    id,
    provider: "ainexlayer",
    url,
    name: webhook.name ?? null,
    description: webhook.description ?? null,
    events,
    active,
    secrets: 1,
    lastDeliveryAt: null,
    createdAt,
    updatedAt: webhook.updatedAt ?? createdAt,
  }
}

function toDelivery(delivery: z.output<typeof Delivery>, endpoint: string): DeliveryJson {
  const status = delivery.status.toLowerCase()
  return {
    id: delivery.id,
    event: delivery.event ?? null,
    provider: "ainexlayer",
    endpoint,
    createdAt: delivery.createdAt,
    status: status === "success" ? "delivered" : status === "pending" ? "pending" : "failed",
    responseStatus: delivery.responseStatus ?? null,
    elapsedMs: delivery.responseTimeMs ?? null,
    attempts: delivery.attempts,
    nextAttemptAt: delivery.nextAttemptAt ?? null,
    replayOf: null,
  }
}

/** `{"success":false,"error":{…}}` as one sentence. */
function explain(json: unknown): string | undefined {
  const refusal = Refusal.safeParse(json)
  if (!refusal.success) return undefined
  const { message, details } = refusal.data.error
  return details?.field ? `${message} (${details.field}: ${details.reason ?? "refused"})` : message
}
