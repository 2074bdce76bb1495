import { z } from "zod"
import { cleanText } from "../../domain/text.ts"
import { WhkError } from "../../errors.ts"
import type { EndpointRow } from "../../store/port.ts"
import type { Caller } from "../access/access.ts"
import type { EndpointService } from "../api/endpoint-service.ts"
import { parseInput } from "../api/parse-input.ts"
import type { InputIssue, Problem } from "../api/problem.ts"
import type { Answer, Call, Mount } from "../api/route.ts"
import { CURSOR } from "../api/routes/shared-schemas.ts"
import { ownEndpoint } from "./own-endpoint.ts"

// https://docs.axelered.com/webhooks documents the path and body of create; the rest follows the API's other pages.
const FOLDER = "/v1/w/:workspace/webhooks"
const WEBHOOK = `${FOLDER}/:id`

// Fields this relay does not know are left alone, as the platform may take more than its page shows.
const Create = z.object({
  name: z.string().max(200).exactOptional(),
  url: z.string().max(4096),
  signingSecret: z.string().min(1).max(1024),
  events: z
    .array(z.string().refine((type) => type !== "*", "an event type"))
    .min(1)
    .max(500),
})
const Update = z.object({
  name: Create.shape.name.nullable(),
  url: Create.shape.url.exactOptional(),
  signingSecret: Create.shape.signingSecret.exactOptional(),
  events: Create.shape.events.exactOptional(),
})
const List = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: CURSOR.exactOptional(),
})

/** Axelered's webhook API, so that a client written for it works against the relay with another host and key. */
export function axeleredMount(options: {
  readonly endpoints: EndpointService
  authenticate(authorization: string | undefined): Promise<Caller | null>
}): Mount {
  const { endpoints } = options
  const find = ({ caller, params }: OwnCall): Promise<EndpointRow> =>
    ownEndpoint(endpoints, "axelered", workspaceOf({ caller, params }), params["id"] ?? "")

  return {
    prefix: "/v1/w",
    authenticate: (authorization) => options.authenticate(authorization),
    formatError,
    routes: [
      {
        method: "POST",
        path: FOLDER,
        async handle(call) {
          const workspace = workspaceOf(call)
          const { signingSecret: secret, ...rest } = parseInput(Create, call.body ?? {}, "body")
          const endpoint = await endpoints.create(workspace, { provider: "axelered", ...rest, secret })
          return ok(webhook(endpoint))
        },
      },
      {
        method: "GET",
        path: FOLDER,
        async handle(call) {
          const workspace = workspaceOf(call)
          const { limit, cursor } = parseInput(List, Object.fromEntries(call.query), "query")
          const filter = { provider: "axelered", active: true }
          const page = await endpoints.list(workspace, filter, { limit, ...(cursor && { after: cursor }) })
          return ok({ items: page.items.map(webhook), limit, cursor: page.next, total: page.total })
        },
      },
      {
        method: "GET",
        path: WEBHOOK,
        handle: async (call) => ok(webhook(await find(call))),
      },
      {
        method: "PATCH",
        path: WEBHOOK,
        async handle(call) {
          const { id, workspace } = await find(call)
          const { signingSecret, ...rest } = parseInput(Update, call.body ?? {}, "body")
          const change = { ...rest, ...(signingSecret !== undefined && { secret: signingSecret }) }
          return ok(webhook(await endpoints.update(workspace, id, change)))
        },
      },
      {
        method: "DELETE",
        path: WEBHOOK,
        async handle(call) {
          const endpoint = await find(call)
          await endpoints.delete(endpoint.workspace, endpoint.id)
          return ok(webhook(endpoint))
        },
      },
    ],
  }
}

type OwnCall = Pick<Call, "params"> & { readonly caller: Caller }

/** The workspace of the path. Throws NOT_FOUND unless it is the key's own: another's is not told from none. */
function workspaceOf({ caller, params }: OwnCall): string {
  const { workspace = "" } = params
  if (workspace === caller.workspace) return workspace
  throw new WhkError("NOT_FOUND", `"${cleanText(workspace, 100)}" is not a workspace of this key.`, {
    hint: "Run `whk keys list` to see which workspace the key belongs to.",
  })
}

function ok(data: unknown): Answer {
  return { status: 200, json: { status: "ok", data } }
}

/** The signing secret is never given back. */
function webhook(endpoint: EndpointRow): object {
  return {
    id: endpoint.id,
    createdAt: new Date(endpoint.createdAt).toISOString(),
    modifiedAt: new Date(endpoint.updatedAt).toISOString(),
    workspaceId: endpoint.workspace,
    name: endpoint.name,
    url: endpoint.url,
    events: endpoint.events,
  }
}

/** FastAPI's form: 422 with a list of what does not fit and where, anything else as one sentence. */
function formatError({ status, code, message, issues, headers }: Problem): Answer {
  if (status !== 422) return { status, json: { detail: message }, headers }
  const refused = {
    loc: ["body", ...(FIELD_OF_CODE[code] ?? [])],
    msg: message,
    type: "value_error",
    ctx: {},
  }
  return { status, json: { detail: issues.length > 0 ? issues.map(issueDetail) : [refused] }, headers }
}

const FIELD_OF_CODE: Readonly<Partial<Record<Problem["code"], readonly string[]>>> = {
  TARGET_INVALID: ["url"],
  EVENT_UNKNOWN: ["events"],
  SECRET_INVALID: ["signingSecret"],
}

const TYPES: Readonly<Record<string, string>> = {
  missing: "missing",
  invalid_type: "type_error",
  too_small: "too_short",
  too_big: "too_long",
}

// `input` is left out, which the form allows: it could be the secret.
function issueDetail({ at, path, message, kind }: InputIssue): object {
  const msg = kind === "missing" ? "Field required" : `${path.at(-1) ?? at} ${message}`
  return { loc: [at, ...path], msg, type: TYPES[kind] ?? "value_error", ctx: {} }
}
