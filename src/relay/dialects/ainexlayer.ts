import { z } from "zod"
import type { DeliveryStatus } from "../../domain/delivery.ts"
import { isoSeconds } from "../../providers/sample.ts"
import type { DeliveryRow, EndpointRow } from "../../store/port.ts"
import type { Caller } from "../access/access.ts"
import type { DeliveryService } from "../api/delivery-service.ts"
import type { EndpointService } from "../api/endpoint-service.ts"
import { parseInput } from "../api/parse-input.ts"
import type { Problem } from "../api/problem.ts"
import type { Answer, Call, Mount } from "../api/route.ts"
import { numberedPage } from "./numbered-page.ts"
import { ownEndpoint } from "./own-endpoint.ts"

// https://doc.ainexlayer.com names the operations and the parameters of the lists; paths and bodies are assumed.
const FOLDER = "/api/v1/webhooks"
const WEBHOOK = `${FOLDER}/:id`

// Fields this relay does not know are left alone, as the platform may take more than its page shows.
const Create = z.object({
  url: z.string().max(4096),
  events: z
    .array(z.string().refine((type) => type !== "*", "an event type"))
    .min(1)
    .max(500),
  secret: z.string().min(1).max(1024).exactOptional(),
  active: z.boolean().exactOptional(),
  name: z.string().max(200).exactOptional(),
  description: z.string().max(2000).exactOptional(),
})
const Update = z.object({
  ...Create.shape,
  url: Create.shape.url.exactOptional(),
  events: Create.shape.events.exactOptional(),
  name: Create.shape.name.nullable(),
  description: Create.shape.description.nullable(),
})

const PAGE = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
}
const List = z.object({ ...PAGE, active: z.enum(["true", "false"]).optional() })
const Deliveries = z.object({ ...PAGE, status: z.enum(["success", "failed", "pending"]).optional() })

const STATUS = { success: "delivered", failed: "failed", pending: "pending" } as const
const WORDS: Readonly<Record<DeliveryStatus, keyof typeof STATUS>> = {
  delivered: "success",
  answered: "failed",
  failed: "failed",
  pending: "pending",
}

/** AINexLayer's webhook API, so that a client written for it works against the relay with another host and key. */
export function ainexlayerMount(options: {
  readonly endpoints: EndpointService
  readonly deliveries: DeliveryService
  authenticate(authorization: string | undefined): Promise<Caller | null>
}): Mount {
  const { endpoints, deliveries } = options
  const find = ({
    caller,
    params,
  }: Pick<Call, "params"> & { readonly caller: Caller }): Promise<EndpointRow> =>
    ownEndpoint(endpoints, "ainexlayer", caller.workspace, params["id"] ?? "")

  return {
    prefix: "/api/v1",
    authenticate: (authorization) => options.authenticate(authorization),
    formatError,
    routes: [
      {
        method: "POST",
        path: FOLDER,
        async handle({ caller, body }) {
          const input = parseInput(Create, body ?? {}, "body")
          const endpoint = await endpoints.create(caller.workspace, { provider: "ainexlayer", ...input })
          return success({ ...webhook(endpoint), secret: endpoint.secret }, "Webhook created")
        },
      },
      {
        method: "GET",
        path: FOLDER,
        async handle({ caller, query }) {
          const { active, ...page } = parseInput(List, Object.fromEntries(query), "query")
          const filter = { provider: "ainexlayer", ...(active && { active: active === "true" }) }
          const found = await numberedPage((step) => endpoints.list(caller.workspace, filter, step), page)
          return list(found.items.map(webhook), found.pagination)
        },
      },
      {
        method: "GET",
        path: WEBHOOK,
        handle: async (call) => success(webhook(await find(call)), "Webhook found"),
      },
      {
        method: "PUT",
        path: WEBHOOK,
        async handle(call) {
          const { id, workspace } = await find(call)
          const change = parseInput(Update, call.body ?? {}, "body")
          return success(webhook(await endpoints.update(workspace, id, change)), "Webhook updated")
        },
      },
      {
        method: "DELETE",
        path: WEBHOOK,
        async handle(call) {
          const endpoint = await find(call)
          await endpoints.delete(endpoint.workspace, endpoint.id)
          return success({ id: endpoint.id }, "Webhook deleted")
        },
      },
      {
        method: "POST",
        path: `${WEBHOOK}/test`,
        async handle(call) {
          const { id, workspace } = await find(call)
          const { delivery } = await endpoints.test(workspace, id)
          const answered = delivery.responseStatus === null ? "no answer" : String(delivery.responseStatus)
          const log = {
            id: delivery.id,
            event: delivery.event,
            status: WORDS[delivery.status],
            responseStatus: delivery.responseStatus,
            responseTimeMs: delivery.elapsedMs,
            attempts: delivery.attempts,
          }
          return success(log, `Test event sent: ${WORDS[delivery.status]} (${answered})`)
        },
      },
      {
        method: "GET",
        path: `${WEBHOOK}/deliveries`,
        async handle(call) {
          const { id, workspace } = await find(call)
          const { status, ...page } = parseInput(Deliveries, Object.fromEntries(call.query), "query")
          const filter = { endpoint: id, ...(status && { status: STATUS[status] }) }
          const found = await numberedPage((step) => deliveries.list(workspace, filter, step), page)
          return list(
            found.items.map((row) => deliveryLog(row, id)),
            found.pagination,
          )
        },
      },
    ],
  }
}

function success(data: object, message: string): Answer {
  return { status: 200, json: { success: true, data, message } }
}

function list(data: readonly object[], pagination: object): Answer {
  return { status: 200, json: { success: true, data, pagination } }
}

/** The secret is given back by create only. */
function webhook(endpoint: EndpointRow): object {
  return {
    id: endpoint.id,
    name: endpoint.name,
    description: endpoint.description,
    url: endpoint.url,
    events: endpoint.events,
    active: endpoint.active,
    createdAt: isoSeconds(endpoint.createdAt),
    updatedAt: isoSeconds(endpoint.updatedAt),
  }
}

function deliveryLog(row: DeliveryRow, webhookId: string): object {
  return {
    id: row.id,
    webhookId,
    event: row.eventType,
    status: WORDS[row.status],
    responseStatus: row.responseStatus,
    responseTimeMs: row.elapsedMs,
    attempts: row.attempts,
    nextAttemptAt: row.nextAttemptAt === null ? null : isoSeconds(row.nextAttemptAt),
    createdAt: isoSeconds(row.createdAt),
  }
}

const CODES: Readonly<Record<number, string>> = {
  400: "VALIDATION_ERROR",
  401: "UNAUTHORIZED",
  404: "NOT_FOUND",
  405: "METHOD_NOT_ALLOWED",
  409: "CONFLICT",
  413: "PAYLOAD_TOO_LARGE",
  429: "RATE_LIMITED",
  503: "SERVICE_UNAVAILABLE",
}

const FIELD_OF_CODE: Readonly<Partial<Record<Problem["code"], string>>> = {
  TARGET_INVALID: "url",
  EVENT_UNKNOWN: "events",
  SECRET_INVALID: "secret",
}

/** `{"success":false,"error":{…}}`; what does not fit is 400 and names the field where one is to blame. */
function formatError({ status: given, code, message, issues, headers }: Problem): Answer {
  const status = given === 422 ? 400 : given
  const [issue] = issues
  const field = issue ? issue.path.join(".") : FIELD_OF_CODE[code]
  const reason = issue ? issue.message : message
  const details = status === 400 ? { ...(field && { field }), reason } : {}
  return {
    status,
    json: { success: false, error: { code: CODES[status] ?? "INTERNAL_ERROR", message, details } },
    headers,
  }
}
