import type { Outcome } from "../domain/delivery.ts"
import type { Header } from "../domain/headers.ts"
import { WhkError } from "../errors.ts"
import type { Capture, CapturedAttempt, CapturedResponse } from "./capture.ts"

const CAPTURE_FORMAT = "capture/1"

/** One capture as one line of JSON, without the newline. */
export function writeCapture(capture: Capture): string {
  const { id, receivedAtMs, provider, response, attempts } = capture
  return JSON.stringify({
    whk: CAPTURE_FORMAT,
    ...(id !== undefined && { id }),
    ...(receivedAtMs !== undefined && { receivedAt: new Date(receivedAtMs).toISOString() }),
    ...(provider !== undefined && { provider }),
    method: capture.method,
    url: capture.url,
    headers: capture.headers,
    bodyBase64: base64(capture.body),
    ...(response && {
      response: { status: response.status, headers: response.headers, bodyBase64: base64(response.body) },
    }),
    ...(attempts && { attempts }),
  })
}

/**
 * Reads one capture from parsed JSON; fields that are not part of the format are passed over. Throws CAPTURE_INVALID
 * naming the field; `place` says where the JSON stood.
 */
export function parseCapture(json: unknown, place: string): Capture {
  const fields = new Fields(json, place)
  if (fields.value("whk") !== CAPTURE_FORMAT)
    throw new WhkError("CAPTURE_INVALID", `${place} is not a capture: it has no "whk":"${CAPTURE_FORMAT}".`, {
      hint: "To check a body that stands alone, pass it with --body @file and its headers with --header.",
    })
  const id = fields.optional("id", "string")
  const provider = fields.optional("provider", "string")
  const receivedAt = fields.optional("receivedAt", "string")
  const receivedAtMs = receivedAt === undefined ? undefined : Date.parse(receivedAt)
  if (Number.isNaN(receivedAtMs)) throw fields.wrong("receivedAt", "an ISO 8601 time")
  const response = fields.inner("response")
  const attempts = fields.value("attempts")
  return {
    method: fields.required("method", "string"),
    url: fields.required("url", "string"),
    headers: fields.headers(),
    body: fields.bytes("bodyBase64"),
    ...(id !== undefined && { id }),
    ...(provider !== undefined && { provider }),
    ...(receivedAtMs !== undefined && { receivedAtMs }),
    ...(response && { response: parseResponse(response) }),
    ...(Array.isArray(attempts) && { attempts: attempts.map((item) => parseAttempt(item, place)) }),
  }
}

function parseResponse(fields: Fields): CapturedResponse {
  return {
    status: fields.required("status", "number"),
    headers: fields.headers(),
    body: fields.bytes("bodyBase64"),
  }
}

function parseAttempt(json: unknown, place: string): CapturedAttempt {
  const fields = new Fields(json, place, "attempts.")
  return {
    at: fields.required("at", "string"),
    outcome: fields.required("outcome", "string") as Outcome,
    status: fields.optional("status", "number") ?? null,
    elapsedMs: fields.required("elapsedMs", "number"),
  }
}

interface TypeNames {
  string: string
  number: number
}

/** Reads the fields of one JSON object, and says which is wrong. */
class Fields {
  readonly #object: Readonly<Record<string, unknown>>
  readonly #place: string
  readonly #prefix: string

  constructor(json: unknown, place: string, prefix = "") {
    if (typeof json !== "object" || json === null || Array.isArray(json))
      throw new WhkError("CAPTURE_INVALID", `${place} is not a JSON object.`)
    this.#object = { ...json }
    this.#place = place
    this.#prefix = prefix
  }

  value(name: string): unknown {
    return this.#object[name]
  }

  optional<Type extends keyof TypeNames>(name: string, type: Type): TypeNames[Type] | undefined {
    const value = this.#object[name]
    if (value === undefined || value === null) return undefined
    if (typeof value !== type) throw this.wrong(name, `a ${type}`)
    return value as TypeNames[Type]
  }

  required<Type extends keyof TypeNames>(name: string, type: Type): TypeNames[Type] {
    const value = this.optional(name, type)
    if (value === undefined) throw this.wrong(name, `a ${type}`)
    return value
  }

  inner(name: string): Fields | undefined {
    const value = this.#object[name]
    return value === undefined || value === null
      ? undefined
      : new Fields(value, `"${name}" of ${this.#place}`)
  }

  headers(): Header[] {
    const value = this.#object["headers"]
    if (!Array.isArray(value) || !value.every(isPair))
      throw this.wrong("headers", 'a list of ["name","value"] pairs')
    return value.map(([name, text]): Header => [name, text])
  }

  bytes(name: string): Buffer {
    const text = this.required(name, "string")
    const bytes = Buffer.from(text, "base64")
    if (bytes.toString("base64") !== text) throw this.wrong(name, "base64")
    return bytes
  }

  wrong(name: string, wanted: string): WhkError {
    const value = this.#object[name]
    const shown = value === undefined ? "missing" : `not ${wanted}`
    return new WhkError("CAPTURE_INVALID", `"${this.#prefix}${name}" of ${this.#place} is ${shown}.`, {
      hint: `A capture needs "whk":"${CAPTURE_FORMAT}", method, url, headers and bodyBase64.`,
    })
  }
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string")
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")
}
