import { z } from "zod"
import type { PreviewedJson, PreviewJson, PublishedJson, PublishJson } from "../../../domain/api-types.ts"
import { WhkError } from "../../../errors.ts"
import { defineRoute, type DescribedRoute } from "../define-route.ts"
import type { EventService } from "../event-service.ts"
import { deliveryJson } from "../rows-to-json.ts"
import { DELIVERY, HEADERS } from "./delivery-schemas.ts"
import { BODY_CARRYING_LIMIT, EVENT_TYPE, listOf, PAGE_QUERY, splitPage } from "./shared-schemas.ts"

const PUBLISH = z.strictObject({
  provider: z.string(),
  type: EVENT_TYPE,
  // It travels in headers and in addresses, and must not look like the id of something else.
  id: z
    .string()
    .regex(/^(?!(?:ep|in|dlv|att|ses|key)_)[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/, {
      error: "an event id: letters, digits and . _ : - (128 at most), not beginning like another id",
    })
    .exactOptional(),
  data: z.unknown().exactOptional(),
  bodyBase64: z.string().exactOptional(),
  contentType: z.string().min(1).max(200).exactOptional(),
}) satisfies z.ZodType<PublishJson>

const PUBLISHED = z.object({
  event: z.object({
    id: z.string(),
    provider: z.string(),
    type: z.string(),
    createdAt: z.iso.datetime(),
  }),
  deliveries: z.array(DELIVERY),
  skipped: z.array(
    z.object({ endpoint: z.string(), url: z.string(), why: z.enum(["inactive", "not-subscribed"]) }),
  ),
}) satisfies z.ZodType<PublishedJson>

const PREVIEW = PUBLISH.extend({ endpoint: z.string().exactOptional() }) satisfies z.ZodType<PreviewJson>

const PREVIEWED = z.object({
  request: z.object({ method: z.string(), url: z.string(), headers: HEADERS, bodyBase64: z.string() }),
  signedWith: z.enum(["endpoint", "example", "nothing"]),
  signatureHeaders: z.array(z.string()),
  endpoints: z.array(z.object({ id: z.string(), url: z.string() })),
}) satisfies z.ZodType<PreviewedJson>

const DELIVERIES_QUERY = z.strictObject({ ...PAGE_QUERY, limit: PAGE_QUERY.limit.default(1000) })

/** `/v1/events`. */
export function eventRoutes(events: EventService): readonly DescribedRoute[] {
  return [
    defineRoute({
      method: "POST",
      path: "/v1/events",
      summary: "Publishes an event to every active endpoint of its provider that is subscribed to its type.",
      body: PUBLISH,
      bodyLimit: BODY_CARRYING_LIMIT,
      status: 201,
      answer: PUBLISHED,
      async handle({ workspace, body }) {
        refuseTwoBodies(body)
        return await events.publish(workspace, body)
      },
    }),
    defineRoute({
      method: "POST",
      path: "/v1/events/preview",
      summary: "Shows the signed request that publishing this would send; nothing is stored or sent.",
      body: PREVIEW,
      bodyLimit: BODY_CARRYING_LIMIT,
      answer: PREVIEWED,
      reads: true,
      async handle({ workspace, body }) {
        refuseTwoBodies(body)
        return await events.preview(workspace, body)
      },
    }),
    defineRoute({
      method: "GET",
      path: "/v1/events/:id/deliveries",
      summary: "Lists what an event was made into, newest first.",
      query: DELIVERIES_QUERY,
      answer: listOf(DELIVERY),
      async handle({ workspace, params, query }) {
        const found = await events.deliveries(workspace, params["id"]!, splitPage(query).page)
        return { ...found, items: found.items.map(deliveryJson) }
      },
    }),
  ]
}

function refuseTwoBodies({ data, bodyBase64 }: Pick<PublishJson, "data" | "bodyBase64">): void {
  if (data === undefined || bodyBase64 === undefined) return
  throw new WhkError("USAGE", "data and bodyBase64 are both given.", {
    hint: "Pass the exact body, or data for the provider's envelope.",
  })
}
