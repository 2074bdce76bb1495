import { firstHeader, type Header, type Headers, headerValues } from "../domain/headers.ts"
import { readForm } from "../signing/form.ts"
import { fillTemplate } from "../signing/template.ts"
import type { Handshake } from "./handshake.ts"
import { fillJson, fillTextTemplate } from "./json-template.ts"
import type { Json } from "./provider.ts"
import type { SampleContext } from "./sample.ts"

/** What a handshake's placeholders stand for in one request. */
export interface HandshakeValues {
  readonly challenge: string
  readonly verifyToken: string
}

/** A handshake's request before it is signed. */
export interface HandshakeMessage {
  readonly method: string
  /** What goes behind the URL, with its `?`; empty without parameters. */
  readonly query: string
  readonly headers: readonly Header[]
  readonly body: Buffer
}

/** The request that the provider would send with these values. */
export function writeHandshake(
  { request }: Handshake,
  values: HandshakeValues,
  context: SampleContext,
): HandshakeMessage {
  const fill = (template: string): string => fillTextTemplate(fillValues(template, values), {}, context)
  const query = new URLSearchParams()
  for (const [name, template] of request.query ?? []) query.append(name, fill(template))
  const text = query.toString()
  const template = request.sentBody ?? request.body
  const body = template === undefined ? "" : JSON.stringify(fillJson(fillAll(template, values), {}, context))
  return {
    method: request.method,
    query: text === "" ? "" : `?${text}`,
    headers: (request.headers ?? []).map(([name, template]): Header => [name, fill(template)]),
    body: Buffer.from(body, "utf8"),
  }
}

interface IncomingRequest {
  readonly method: string
  /** Path and query, or a whole URL. */
  readonly target: string
  readonly headers: Headers
  readonly body: Uint8Array
}

/** The values in a request that is this handshake, by everything but its signature; undefined for any other request. */
export function readHandshake(
  { request, challenge: form }: Handshake,
  incoming: IncomingRequest,
): HandshakeValues | undefined {
  if (incoming.method !== request.method) return undefined
  const found: Found = { values: {} }
  const params = queryOf(incoming.target)
  const hasQuery = (request.query ?? []).every(([name, template]) =>
    matchText(template, params.get(name), found),
  )
  const hasHeaders = (request.headers ?? []).every(([name, template]) =>
    headerValues(incoming.headers, name).some((value) => matchText(template, value, found)),
  )
  if (!hasQuery || !hasHeaders) return undefined
  if (request.body !== undefined && !matchJson(request.body, parseBody(incoming), found)) return undefined
  const { challenge = "", "verify-token": verifyToken = "" } = found.values
  return form === undefined || form.pattern.test(challenge) ? { challenge, verifyToken } : undefined
}

/** Text with what stands for the challenge and the verify token filled in. */
export function fillValues(template: string, { challenge, verifyToken }: HandshakeValues): string {
  return fillTemplate(template, { challenge, "verify-token": verifyToken })
}

function fillAll(node: Json, values: HandshakeValues): Json {
  if (typeof node === "string") return fillValues(node, values)
  if (typeof node !== "object" || node === null) return node
  if (Array.isArray(node)) return node.map((child: Json) => fillAll(child, values))
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, fillAll(child as Json, values)]))
}

interface Found {
  readonly values: Record<string, string>
}

/**
 * A text without placeholders has to be equal; `{challenge}` and `{verify-token}` are taken down, the same wherever
 * they stand; any other fits all.
 */
function matchText(template: string, value: string | null | undefined, found: Found): boolean {
  if (value === null || value === undefined) return false
  const whole = /^\{(challenge|verify-token)\}$/.exec(template)
  if (whole) {
    const name = whole[1]!
    const known = found.values[name]
    if (value === "" || (known !== undefined && known !== value)) return false
    found.values[name] = value
    return true
  }
  return /\{[a-z]/.test(template) || template === value
}

/** Every part of the template stands in the JSON; what else an object has does not matter, an array has no more items. */
function matchJson(template: Json, value: unknown, found: Found): boolean {
  if (typeof template === "string") {
    const isText = typeof value === "string" || typeof value === "number"
    return isText && matchText(template, String(value), found)
  }
  if (typeof template !== "object" || template === null) return template === value
  if (typeof value !== "object" || value === null || Array.isArray(template) !== Array.isArray(value))
    return false
  if (Array.isArray(value) && value.length !== Object.keys(template).length) return false
  return Object.entries(template).every(
    ([key, child]) =>
      Object.hasOwn(value, key) && matchJson(child as Json, (value as Record<string, unknown>)[key], found),
  )
}

function queryOf(target: string): URLSearchParams {
  const at = target.indexOf("?")
  return new URLSearchParams(at === -1 ? "" : target.slice(at + 1))
}

function parseBody({ headers, body }: IncomingRequest): unknown {
  if (firstHeader(headers, "content-type")?.startsWith("application/x-www-form-urlencoded"))
    return Object.fromEntries(readForm(body))
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"))
  } catch {
    return undefined
  }
}
