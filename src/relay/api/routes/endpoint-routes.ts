import { z } from "zod"
import type {
  CreateEndpointJson,
  EndpointCheckJson,
  EndpointJson,
  RotateJson,
  UpdateEndpointJson,
} from "../../../domain/api-types.ts"
import type { Clock } from "../../../domain/clock.ts"
import { findProvider } from "../../../providers/registry.ts"
import type { EndpointRow, Store } from "../../../store/port.ts"
import { defineRoute, type DescribedRoute } from "../define-route.ts"
import type { EndpointDraft } from "../endpoint-check.ts"
import { endpointWarnings } from "../endpoint-rules.ts"
import type { EndpointService } from "../endpoint-service.ts"
import { misfits } from "../parse-input.ts"
import { endpointJson } from "../rows-to-json.ts"
import { ATTEMPTED } from "./delivery-schemas.ts"
import { EVENT_TYPE, listOf, PAGE_QUERY, splitPage } from "./shared-schemas.ts"

const url = z.string().max(4096)
const events = z.array(EVENT_TYPE).max(500)
const name = z.string().max(200)
const description = z.string().max(2000)
const secret = z.string().max(1024)

const CREATE = z.strictObject({
  provider: z.string(),
  url,
  events,
  name: name.exactOptional(),
  description: description.exactOptional(),
  secret: secret.exactOptional(),
  active: z.boolean().exactOptional(),
}) satisfies z.ZodType<CreateEndpointJson>

/** The same fields, none of them needed yet; how they are written is judged with the rest. */
const DRAFT = z.strictObject({
  provider: z.string().exactOptional(),
  url: z.string().exactOptional(),
  events: z.array(z.string()).exactOptional(),
  name: z.string().exactOptional(),
  description: z.string().exactOptional(),
  secret: z.string().exactOptional(),
  active: z.boolean().exactOptional(),
}) satisfies z.ZodType<EndpointDraft>

const FIELD = z.enum(["provider", "url", "events", "secret", "name", "description", "active"])

const CHECK = z.object({
  problems: z.array(z.object({ field: FIELD, message: z.string(), hint: z.string() })),
  warnings: z.array(z.string()),
}) satisfies z.ZodType<EndpointCheckJson>

const UPDATE = z.strictObject({
  url: url.exactOptional(),
  events: events.exactOptional(),
  name: name.nullable().exactOptional(),
  description: description.nullable().exactOptional(),
  active: z.boolean().exactOptional(),
  secret: secret.exactOptional(),
}) satisfies z.ZodType<UpdateEndpointJson>

const ROTATE = z.strictObject({
  secret: secret.exactOptional(),
  overlapSeconds: z
    .int()
    .min(0)
    .max(30 * 24 * 60 * 60)
    .exactOptional(),
}) satisfies z.ZodType<RotateJson>

const ENDPOINT = z.object({
  id: z.string(),
  provider: z.string(),
  url: z.string(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  events: z.array(z.string()),
  active: z.boolean(),
  secret: z.string().nullable().exactOptional(),
  failingSince: z.iso.datetime().exactOptional(),
  disabledWhy: z.string().exactOptional(),
  secrets: z.int(),
  lastDeliveryAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  warnings: z.array(z.string()).exactOptional(),
}) satisfies z.ZodType<EndpointJson>

const LIST_QUERY = z.strictObject({
  provider: z.string().exactOptional(),
  active: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .exactOptional(),
  search: z.string().max(200).exactOptional(),
  ...PAGE_QUERY,
})

/** `/v1/endpoints`. The secret is in the answers to create and rotate, and nowhere else. */
export function endpointRoutes({
  endpoints,
  store,
  clock,
}: {
  readonly endpoints: EndpointService
  readonly store: Store
  readonly clock: Clock
}): readonly DescribedRoute[] {
  async function allToJson(workspace: string, rows: readonly EndpointRow[]): Promise<EndpointJson[]> {
    const times = await store.lastDeliveryTimes(
      workspace,
      rows.map(({ id }) => id),
    )
    return rows.map((row, at) => endpointJson(row, { now: clock.now(), lastDeliveryAt: times[at] ?? null }))
  }

  async function toJson(row: EndpointRow): Promise<EndpointJson> {
    const [json] = await allToJson(row.workspace, [row])
    return json!
  }

  async function changed(row: EndpointRow): Promise<EndpointJson> {
    const warnings = endpointWarnings(findProvider(row.provider), row)
    return { ...(await toJson(row)), ...(warnings.length > 0 && { warnings }) }
  }

  async function withSecret(row: EndpointRow): Promise<EndpointJson> {
    return { ...(await changed(row)), secret: row.secret }
  }

  /** What does not fit the form of a field is told with what the rules refuse of the others. */
  function check(draft: EndpointDraft): EndpointCheckJson {
    const malformed = misfits(CREATE.partial(), draft).map(({ field, sentence }) => ({
      field: FIELD.parse(field),
      message: sentence,
      hint: "GET /v1/openapi.json describes every field.",
    }))
    const bad = new Set<string>(malformed.map(({ field }) => field))
    const wellFormed = Object.fromEntries(Object.entries(draft).filter(([field]) => !bad.has(field)))
    const { refusals, warnings } = endpoints.check(wellFormed)
    const refused = refusals.map(({ field, error: { message, hint } }) => ({ field, message, hint }))
    return { problems: [...malformed, ...refused], warnings }
  }

  return [
    defineRoute({
      method: "POST",
      path: "/v1/endpoints/check",
      summary: "Says what registering this endpoint would refuse, field by field; nothing is kept.",
      body: DRAFT,
      answer: CHECK,
      reads: true,
      handle: async ({ body }) => check(body),
    }),
    defineRoute({
      method: "POST",
      path: "/v1/endpoints",
      summary: "Registers an endpoint; the answer shows its secret this once.",
      body: CREATE,
      status: 201,
      answer: ENDPOINT,
      handle: async ({ workspace, body }) => await withSecret(await endpoints.create(workspace, body)),
    }),
    defineRoute({
      method: "GET",
      path: "/v1/endpoints",
      summary: "Lists endpoints, newest first.",
      query: LIST_QUERY,
      answer: listOf(ENDPOINT),
      async handle({ workspace, query }) {
        const { filter, page } = splitPage(query)
        const found = await endpoints.list(workspace, filter, page)
        return { ...found, items: await allToJson(workspace, found.items) }
      },
    }),
    defineRoute({
      method: "GET",
      path: "/v1/endpoints/:id",
      summary: "Shows an endpoint, without its secret.",
      answer: ENDPOINT,
      handle: async ({ workspace, params }) => await toJson(await endpoints.get(workspace, params["id"]!)),
    }),
    defineRoute({
      method: "PATCH",
      path: "/v1/endpoints/:id",
      summary: "Changes an endpoint; what is left out stays as it is.",
      body: UPDATE,
      answer: ENDPOINT,
      handle: async ({ workspace, params, body }) =>
        await changed(await endpoints.update(workspace, params["id"]!, body)),
    }),
    defineRoute({
      method: "DELETE",
      path: "/v1/endpoints/:id",
      summary: "Deletes an endpoint and gives up its pending deliveries; its history stays.",
      handle: async ({ workspace, params }) => await endpoints.delete(workspace, params["id"]!),
    }),
    defineRoute({
      method: "POST",
      path: "/v1/endpoints/:id/rotate",
      summary: "Replaces the secret; the answer shows the new one this once.",
      body: ROTATE,
      answer: ENDPOINT,
      handle: async ({ workspace, params, body }) =>
        await withSecret(await endpoints.rotate(workspace, params["id"]!, body)),
    }),
    defineRoute({
      method: "POST",
      path: "/v1/endpoints/:id/test",
      summary: "Sends the provider's test event, or its first sample, to this endpoint once.",
      answer: ATTEMPTED,
      handle: async ({ workspace, params }) => await endpoints.test(workspace, params["id"]!),
    }),
  ]
}
