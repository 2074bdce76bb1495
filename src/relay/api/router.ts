import type { IncomingMessage, ServerResponse } from "node:http"
import { cleanText } from "../../domain/text.ts"
import type { Change } from "../audit/audit-log.ts"
import { isInternal, RequestError, toProblem } from "./problem.ts"
import { readJsonBody } from "./read-json-body.ts"
import type { Answer, Mount, Route } from "./route.ts"

const USUAL_BODY_LIMIT = 256 * 1024
const MOST_QUOTED = 200

/** What the router tells the rest of the relay of the calls that pass through it. */
export interface RouterHooks {
  /** Told of an error of the relay's own; the caller got an answer without its text. */
  readonly onBug: (error: unknown) => void
  /** Where a request comes from, as far as that can be believed. */
  readonly clientAddress?: (request: IncomingMessage) => string | null
  /** A key was wrong: whole seconds that its sender has to wait, or null to be told so. */
  readonly refusedKey?: (address: string | null) => number | null
  /** This answer has no end of its own. */
  readonly onStream?: (response: ServerResponse) => void
  /** Runs a call that changes something and answers with what it answered. */
  readonly change?: (change: Change, run: () => Promise<Answer>) => Promise<Answer>
}

export interface Router {
  /** Every route there is, of all mounts. */
  readonly routes: readonly Route[]
  /** Whether a raw request target belongs to one of the mounts. */
  owns(target: string): boolean
  /** Answers the request in the format of its mount. Never rejects; a bug is told to `onBug` and answered with 500. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** Brings requests to the routes of the mounts; what no mount owns gets the first mount's 404. */
export function createRouter(mounts: readonly [Mount, ...Mount[]], hooks: RouterHooks): Router {
  const mountOf = (path: string): Mount | undefined =>
    mounts
      .filter(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))
      .toSorted((a, b) => b.prefix.length - a.prefix.length)[0]

  return {
    routes: mounts.flatMap(({ routes }) => routes),

    owns: (target) => mountOf(splitTarget(target).path) !== undefined,

    async handle(request, response) {
      const mount = mountOf(splitTarget(request.url ?? "/").path) ?? mounts[0]
      try {
        const found = await answer(mount, { request, response, hooks })
        if (found.stream) hooks.onStream?.(response)
        write(response, found)
      } catch (error) {
        if (isInternal(error)) hooks.onBug(error)
        write(response, mount.formatError(toProblem(error)))
      }
    },
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly hooks: RouterHooks
}

async function answer(mount: Mount, { request, response, hooks }: Exchange): Promise<Answer> {
  const { path, query } = splitTarget(request.url ?? "/")
  const { route, params } = findRoute(mount.routes, request.method ?? "GET", path)
  const read = async () => ({
    params,
    query,
    address: addressOf(request, hooks),
    body:
      route.method === "GET"
        ? undefined
        : await readJsonBody(request, response, route.bodyLimit ?? USUAL_BODY_LIMIT),
  })
  if (route.open) return await route.handle(await read())
  const { authorization } = request.headers
  const caller = await mount.authenticate(authorization)
  if (caller) {
    if (route.keyOnly && caller.session) throw notForSessions()
    const call = { ...(await read()), caller }
    const run = (): Promise<Answer> => route.handle(call)
    if (route.method === "GET" || !hooks.change) return await run()
    return await hooks.change({ route, params, caller, address: addressOf(request, hooks) }, run)
  }
  if (authorization === undefined) throw unauthenticated("KEY_MISSING", "The request carries no API key.")
  const wait = hooks.refusedKey?.(addressOf(request, hooks)) ?? null
  throw wait === null
    ? unauthenticated("KEY_REFUSED", "The API key is not valid here.")
    : new RequestError(429, "RATE_LIMITED", "Too many keys from here were not valid.", {
        headers: { "Retry-After": String(wait) },
      })
}

function addressOf(request: IncomingMessage, { clientAddress }: RouterHooks): string | null {
  return clientAddress?.(request) ?? null
}

function unauthenticated(code: "KEY_MISSING" | "KEY_REFUSED", message: string): RequestError {
  return new RequestError(401, code, message, { headers: { "WWW-Authenticate": "Bearer" } })
}

function notForSessions(): RequestError {
  return new RequestError(403, "KEY_REFUSED", "A session of the inspector may not do this.", {
    hint: "Use an API key; `whk keys create` makes one.",
  })
}

function splitTarget(target: string): { readonly path: string; readonly query: URLSearchParams } {
  const at = target.indexOf("?")
  return at === -1
    ? { path: target, query: new URLSearchParams() }
    : { path: target.slice(0, at), query: new URLSearchParams(target.slice(at + 1)) }
}

interface Found {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** The route of a path and method; HEAD asks for what GET would answer. */
function findRoute(routes: readonly Route[], method: string, path: string): Found {
  const onPath = routes
    .map((route) => ({ route, params: matchPath(route.path, path) }))
    .filter((found): found is Found => found.params !== undefined)
    // A literal segment wins over a `:name` one: fewer parameters first.
    .toSorted((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)
  const wanted = method === "HEAD" ? "GET" : method
  const found = onPath.find(({ route }) => route.method === wanted)
  if (found) return found
  const shown = cleanText(path, MOST_QUOTED)
  if (onPath.length === 0)
    throw new RequestError(404, "NOT_FOUND", `"${shown}" is not a route of this API.`, {
      hint: "GET /v1/openapi.json lists every route.",
    })
  const methods = [...new Set(onPath.map(({ route }) => route.method))]
  throw new RequestError(405, "USAGE", `"${cleanText(method, MOST_QUOTED)}" is not offered for ${shown}.`, {
    hint: `Use ${methods.join(" or ")}.`,
    headers: { Allow: methods.join(", ") },
  })
}

/** The values of the pattern's names, or undefined when the path is another one. */
function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split("/")
  const given = path.split("/")
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const text = given[index]!
    if (!segment.startsWith(":")) {
      if (segment !== text) return undefined
      continue
    }
    const value = decodeSegment(text)
    if (value === undefined || value === "") return undefined
    params[segment.slice(1)] = value
  }
  return params
}

function decodeSegment(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function write(response: ServerResponse, answer: Answer): void {
  const { status, json, contentType, headers, stream } = answer
  if (response.destroyed || response.headersSent) return
  const body = json === undefined ? undefined : Buffer.from(JSON.stringify(json), "utf8")
  response.writeHead(status, {
    ...headers,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...(stream && contentType !== undefined && { "Content-Type": contentType }),
    ...(body && {
      "Content-Type": contentType ?? "application/json; charset=utf-8",
      "Content-Length": body.length,
    }),
  })
  if (stream && response.req.method !== "HEAD") stream(response)
  else response.end(body)
}
