import * as z from "zod"
import type { EndpointJson } from "../domain/api-types.ts"
import { WhkError } from "../errors.ts"
import type { JsonClient } from "./json-client.ts"
import type { ManagementApi } from "./management-api.ts"
import { notDocumented, undocumentedApi } from "./not-documented.ts"
import { openProviderApi, type ProviderApiOptions } from "./provider-api.ts"
import { checkEndpoint, noOverlap } from "./provider-rules.ts"

/** Only `id` is certain: the page shows no answer, the other names follow the API's other objects. */
const Webhook = z.object({
  id: z.string(),
  name: z.string().nullish(),
  url: z.string().default(""),
  events: z.array(z.string()).default([]),
  createdAt: z.string().default(""),
  modifiedAt: z.string().nullish(),
})
const One = z.object({ data: Webhook })
const Many = z.object({
  data: z.object({
    items: z.array(Webhook),
    cursor: z.string().nullish(),
    total: z.number().optional(),
  }),
})
const Refusal = z.object({
  detail: z.union([
    z.string(),
    z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() })),
  ]),
})

/** Client of Axelered's webhook API: `POST /w/{workspace}/webhooks` as documented, the rest as assumed. */
export function createAxeleredApi(
  options: ProviderApiOptions & { readonly workspace: string },
): ManagementApi & Pick<JsonClient, "close"> {
  const { provider, notice } = options
  const { client, announce, read, makeSecret } = openProviderApi(options, explain)
  const folder = `/w/${encodeURIComponent(options.workspace)}/webhooks`
  const at = (id: string): string => `${folder}/${encodeURIComponent(id)}`

  async function patch(id: string, body: object): Promise<EndpointJson> {
    announce("update", `PATCH ${folder}/{webhook_id}`)
    return toEndpoint(read(One, await client.send({ method: "PATCH", path: at(id), body })).data)
  }

  return {
    ...undocumentedApi(provider.name),
    async create(input) {
      if (input.active === false) throw noActiveFlag(provider.name)
      if (input.description !== undefined) throw noDescription(provider.name)
      const events = checkEndpoint(provider, input, notice) ?? input.events
      const secret = input.secret ?? makeSecret()
      const body = {
        name: input.name ?? new URL(input.url).hostname,
        url: input.url,
        signingSecret: secret,
        events,
      }
      const { data } = read(One, await client.send({ method: "POST", path: folder, body }))
      return { ...toEndpoint({ ...data, url: data.url || input.url, events: [...events] }), secret }
    },
    async list({ limit, after, active, search }) {
      if (active === false) throw noActiveFlag(provider.name)
      if (search !== undefined) throw notDocumented(provider.name, "search endpoints", "list --search")
      announce("list", `GET ${folder}`)
      const query = { limit, cursor: after }
      const { data } = read(Many, await client.send({ method: "GET", path: folder, query }))
      const items = data.items.map(toEndpoint)
      return { items, next: data.cursor ?? null, total: data.total ?? items.length }
    },
    async get(id) {
      announce("get", `GET ${folder}/{webhook_id}`)
      return toEndpoint(read(One, await client.send({ method: "GET", path: at(id) })).data)
    },
    async update(id, { active, description, secret, ...changes }) {
      if (active !== undefined) throw noActiveFlag(provider.name)
      if (description !== undefined) throw noDescription(provider.name)
      const events = checkEndpoint(provider, { ...changes, ...(secret && { secret }) }, notice)
      return patch(id, { ...changes, ...(events && { events }), ...(secret && { signingSecret: secret }) })
    },
    async delete(id) {
      announce("delete", `DELETE ${folder}/{webhook_id}`)
      await client.send({ method: "DELETE", path: at(id) })
    },
    async rotate(id, { secret = makeSecret(), overlapSeconds }) {
      if (overlapSeconds !== undefined) throw noOverlap(provider.name)
      checkEndpoint(provider, { secret }, notice)
      return { ...(await patch(id, { signingSecret: secret })), secret }
    },
    close: () => client.close(),
  }
}

function toEndpoint(webhook: z.output<typeof Webhook>): EndpointJson {
  return {
    id: webhook.id,
    provider: "axelered",
    url: webhook.url,
    name: webhook.name ?? null,
    description: null,
    events: webhook.events,
    // Axelered lists active subscriptions only; there is no flag.
    active: true,
    secrets: 1,
    lastDeliveryAt: null,
    createdAt: webhook.createdAt,
    updatedAt: webhook.modifiedAt ?? webhook.createdAt,
  }
}

/** FastAPI's list of refused fields, or its plain sentence. The refused value is left out: it may be the secret. */
function explain(json: unknown): string | undefined {
  const refusal = Refusal.safeParse(json)
  if (!refusal.success) return undefined
  const { detail } = refusal.data
  if (typeof detail === "string") return detail
  return detail.map(({ loc, msg }) => `${loc.filter((part) => part !== "body").join(".")}: ${msg}`).join("; ")
}

function noActiveFlag(name: string): WhkError {
  return notDocumented(name, "switch an endpoint on or off", "disable")
}

function noDescription(name: string): WhkError {
  return new WhkError("NOT_DOCUMENTED", `${name}'s endpoints have a name and no description.`, {
    hint: "Leave out --description, or put it into --name.",
  })
}
