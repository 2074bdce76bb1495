import type {
  AttemptedJson,
  AuditPageJson,
  DeliveryDetailJson,
  DeliveryJson,
  EndpointJson,
  InboxJson,
  InspectorCodeJson,
  KeyJson,
  ListPage,
  NewWorkspaceJson,
  PublishedJson,
  ReplaySelectedJson,
  StatsJson,
  WorkspaceJson,
} from "../domain/api-types.ts"
import { errorCatalogue, WhkError, type ErrorCode } from "../errors.ts"
import { createJsonClient, keyRefused, type JsonCall, type JsonClient } from "./json-client.ts"
import { readChanges } from "./read-changes.ts"
import type { ManagementApi } from "./management-api.ts"

export interface RelayOptions {
  /** Without a slash at the end. */
  readonly url: string
  readonly key: string | undefined
  /** Thrown when the relay asks for a key and there is none. */
  readonly missingKey?: WhkError
  /** Where the relay is when it is not there any more: another process may have taken it over. */
  readonly successor?: () => Promise<{ readonly url: string; readonly key: string | undefined }>
  readonly stop?: AbortSignal
}

/** Client of a relay's own `/v1`. Its refusals arrive with the relay's code and hint. */
export function createRelayApi(options: RelayOptions): ManagementApi & Pick<JsonClient, "close"> {
  const { url, key, missingKey, successor, stop } = options
  const name = `the relay at ${url}`
  const client = createJsonClient({
    baseUrl: `${url}/v1`,
    key,
    name,
    unreachable: "RELAY_UNREACHABLE",
    refusal(status, json) {
      if (status !== 401) return readProblem(json)
      return key === undefined && missingKey ? missingKey : keyRefused(name, key)
    },
    successor:
      successor &&
      (async () => {
        const next = await successor()
        return { baseUrl: `${next.url}/v1`, key: next.key }
      }),
    stop,
  })

  /** The answer, once it has the fields without which it is not what was asked for. */
  async function call<Answer extends object>(
    request: JsonCall,
    ...fields: (keyof Answer)[]
  ): Promise<Answer> {
    const answer = await client.send(request)
    if (typeof answer === "object" && answer !== null && fields.every((field) => has(answer, String(field))))
      return answer as Answer
    throw new WhkError("API_FAILED", `What answers at ${url} is not a whk relay of this version.`, {
      hint: "Check the address, and that the relay and this command are of the same version.",
    })
  }

  const at = (folder: string, id: string, rest = ""): string => `/${folder}/${encodeURIComponent(id)}${rest}`
  return {
    create: (body) => call<EndpointJson>({ method: "POST", path: "/endpoints", body }, "id", "url", "events"),
    list: (query) =>
      call<ListPage<EndpointJson>>({ method: "GET", path: "/endpoints", query: { ...query } }, "items"),
    get: (id) => call<EndpointJson>({ method: "GET", path: at("endpoints", id) }, "id", "url", "events"),
    update: (id, body) =>
      call<EndpointJson>({ method: "PATCH", path: at("endpoints", id), body }, "id", "url", "events"),
    delete: async (id) => void (await client.send({ method: "DELETE", path: at("endpoints", id) })),
    rotate: (id, body) =>
      call<EndpointJson>({ method: "POST", path: at("endpoints", id, "/rotate"), body }, "id", "secret"),
    test: async (id) => ({
      kind: "attempted",
      ...(await call<AttemptedJson>({ method: "POST", path: at("endpoints", id, "/test") }, "delivery")),
    }),
    deliveries: (query) =>
      call<ListPage<DeliveryJson>>({ method: "GET", path: "/deliveries", query: { ...query } }, "items"),
    delivery: (id, query) =>
      call<DeliveryDetailJson>(
        { method: "GET", path: at("deliveries", id), query: { ...query } },
        "id",
        "request",
        "attemptLog",
      ),
    replay: (id, body) =>
      call<AttemptedJson>({ method: "POST", path: at("deliveries", id, "/replay"), body }, "delivery"),
    replayMany: (body) => call<ReplaySelectedJson>({ method: "POST", path: "/replay", body }, "deliveries"),
    publish: (body) =>
      call<PublishedJson>({ method: "POST", path: "/events", body }, "event", "deliveries", "skipped"),
    deliveriesOfEvent: (id, query) =>
      call<ListPage<DeliveryJson>>(
        { method: "GET", path: at("events", id, "/deliveries"), query: { ...query } },
        "items",
      ),
    stats: () => call<StatsJson>({ method: "GET", path: "/stats" }, "endpoints", "deliveries", "latencyMs"),
    inboxes: () => call<ListPage<InboxJson>>({ method: "GET", path: "/inboxes" }, "items"),
    deleteInbox: async (id) => void (await client.send({ method: "DELETE", path: at("inboxes", id) })),
    rotateInbox: (id) => call<InboxJson>({ method: "POST", path: at("inboxes", id, "/rotate") }, "id", "url"),
    keys: () => call<ListPage<KeyJson>>({ method: "GET", path: "/keys" }, "items"),
    createKey: (name) => call<KeyJson>({ method: "POST", path: "/keys", body: { name } }, "id", "key"),
    revokeKey: async (id) => void (await client.send({ method: "DELETE", path: at("keys", id) })),
    workspace: () => call<WorkspaceJson>({ method: "GET", path: "/workspace" }, "id"),
    workspaces: () => call<ListPage<WorkspaceJson>>({ method: "GET", path: "/workspaces" }, "items"),
    createWorkspace: (name) =>
      call<NewWorkspaceJson>({ method: "POST", path: "/workspaces", body: { name } }, "id", "key"),
    audit: (query) => call<AuditPageJson>({ method: "GET", path: "/audit", query: { ...query } }, "items"),
    async inspectorCode() {
      const code = await call<InspectorCodeJson>({ method: "POST", path: "/inspector/codes" }, "code")
      // The relay's own address for it may be one for other machines.
      return { ...code, url: `${url}/inspect#code=${encodeURIComponent(code.code)}` }
    },
    changes: async (query) =>
      readChanges(await client.stream({ method: "GET", path: "/changes", query: { ...query } })),
    close: () => client.close(),
  }
}

const LISTS: ReadonlySet<string> = new Set(["items", "events", "attemptLog"])

function has(answer: object, field: string): boolean {
  const value: unknown = Object.entries(answer).find(([name]) => name === field)?.[1]
  return LISTS.has(field) ? Array.isArray(value) : value !== undefined && value !== null
}

/** A Problem Details answer as the error the relay meant; undefined for anything else. */
function readProblem(json: unknown): WhkError | undefined {
  if (typeof json !== "object" || json === null || !("code" in json) || !("detail" in json)) return undefined
  const { code, detail } = json
  if (typeof code !== "string" || typeof detail !== "string") return undefined
  const known: ErrorCode = isErrorCode(code) ? code : "API_FAILED"
  // Where the relay's advice is about its API, what the command says by itself is of more use.
  const advice = "hint" in json && typeof json.hint === "string" ? json.hint : "GET"
  return new WhkError(known, detail, advice.startsWith("GET ") ? {} : { hint: advice })
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code)
}
