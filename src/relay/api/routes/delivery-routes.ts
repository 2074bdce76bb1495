import { z } from "zod"
import type {
  ExportJson,
  ReplayJson,
  ReplaySelectedJson,
  ReplaySelectionJson,
  VerifyDeliveryJson,
} from "../../../domain/api-types.ts"
import type { DeliveryFilter } from "../../../store/port.ts"
import { defineRoute, type DescribedRoute } from "../define-route.ts"
import type { DeliveryService } from "../delivery-service.ts"
import { EXPORT_FORMATS, exportDelivery } from "../export-delivery.ts"
import { deliveryJson } from "../rows-to-json.ts"
import { ATTEMPTED, DELIVERY, DELIVERY_DETAIL, HEADERS, STATUS, VERIFIED } from "./delivery-schemas.ts"
import { BODY_CARRYING_LIMIT, ISO_TIME, listOf, PAGE_QUERY, splitPage } from "./shared-schemas.ts"

/** A private key in PEM fits. */
const SIGNING_SECRET = z.string().min(1).max(16_384)

const LIST_QUERY = z.strictObject({
  endpoint: z.string().exactOptional(),
  /** Name or id. */
  inbox: z.string().exactOptional(),
  /** The event type. */
  event: z.string().exactOptional(),
  status: STATUS.exactOptional(),
  since: ISO_TIME.exactOptional(),
  ...PAGE_QUERY,
})

const SELECTION = z.strictObject({
  endpoint: z.string().exactOptional(),
  inbox: z.string().exactOptional(),
  failed: z.boolean().exactOptional(),
  since: ISO_TIME.exactOptional(),
  dryRun: z.boolean().exactOptional(),
}) satisfies z.ZodType<ReplaySelectionJson>

/** Bodies above 1 MiB are cut unless `whole` is asked for. */
const DETAIL_QUERY = z.strictObject({ body: z.literal("whole").exactOptional() })

const CHANGES = z.strictObject({
  headers: HEADERS.max(200).exactOptional(),
  bodyBase64: z.string().exactOptional(),
  resign: z.boolean().exactOptional(),
  secret: SIGNING_SECRET.exactOptional(),
  provider: z.string().exactOptional(),
}) satisfies z.ZodType<ReplayJson>

const VERIFY = z.strictObject({
  provider: z.string().exactOptional(),
  secret: SIGNING_SECRET.exactOptional(),
}) satisfies z.ZodType<VerifyDeliveryJson>

const EXPORT = z.object({
  fileName: z.string(),
  contentType: z.string(),
  bodyBase64: z.string(),
}) satisfies z.ZodType<ExportJson>

const SELECTED = z.object({ deliveries: z.array(DELIVERY) }) satisfies z.ZodType<ReplaySelectedJson>

/** `/v1/deliveries` and `/v1/replay`. */
export function deliveryRoutes(deliveries: DeliveryService): readonly DescribedRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/v1/deliveries",
      summary: "Lists deliveries, newest first.",
      query: LIST_QUERY,
      answer: listOf(DELIVERY),
      async handle({ workspace, query }) {
        const { filter, page } = splitPage(query)
        const { event, since, ...rest } = filter
        const wanted: DeliveryFilter = {
          ...rest,
          ...(event !== undefined && { eventType: event }),
          ...(since !== undefined && { since: Date.parse(since) }),
        }
        const found = await deliveries.list(workspace, wanted, page)
        return { ...found, items: found.items.map(deliveryJson) }
      },
    }),
    defineRoute({
      method: "GET",
      path: "/v1/deliveries/:id",
      summary: "Shows a delivery: its request as sent last and every attempt.",
      query: DETAIL_QUERY,
      answer: DELIVERY_DETAIL,
      handle: async ({ workspace, params, query }) =>
        await deliveries.get(workspace, params["id"]!, query.body === "whole"),
    }),
    defineRoute({
      method: "GET",
      path: "/v1/deliveries/:id/export",
      summary: "Writes a delivery down as a file: a raw message, a curl command, HAR or a capture.",
      query: z.strictObject({ format: z.enum(EXPORT_FORMATS) }),
      answer: EXPORT,
      handle: async ({ workspace, params, query }) =>
        exportDelivery(await deliveries.get(workspace, params["id"]!, true), query.format),
    }),
    defineRoute({
      method: "POST",
      path: "/v1/deliveries/:id/verify",
      summary: "Judges a delivery's signature as of its arrival, and proves why it does not verify.",
      body: VERIFY,
      answer: VERIFIED,
      reads: true,
      handle: async ({ workspace, params, body }) => await deliveries.verify(workspace, params["id"]!, body),
    }),
    defineRoute({
      method: "POST",
      path: "/v1/deliveries/:id/replay",
      summary:
        "Makes one more attempt with the same bytes, or, changed or signed anew, a new delivery; without a listener it waits.",
      body: CHANGES,
      bodyLimit: BODY_CARRYING_LIMIT,
      answer: ATTEMPTED,
      handle: async ({ workspace, params, body }) => await deliveries.replay(workspace, params["id"]!, body),
    }),
    defineRoute({
      method: "POST",
      path: "/v1/replay",
      summary: "Puts every ended delivery that fits back into its queue, or only selects them with dryRun.",
      body: SELECTION,
      answer: SELECTED,
      handle: async ({ workspace, body }) => await deliveries.replayMany(workspace, body),
    }),
  ]
}
