import type { Outcome } from "../domain/delivery.ts"
import type { Header } from "../domain/headers.ts"
import { cleanText, printJson } from "../domain/text.ts"
import { encodeBase64 } from "./base64.ts"
import type { Capture, CapturedAttempt, CapturedResponse } from "./capture.ts"
import { Fields } from "./json/fields.ts"
import { invalid } from "./reading.ts"

const CAPTURE_FORMAT = "capture/1"

/** One capture as one line of JSON, without the newline. It carries everything a capture holds. */
export function writeCapture(capture: Capture): string {
  const { id, receivedAtMs, provider, response, attempts, redacted } = capture
  return printJson({
    whk: CAPTURE_FORMAT,
    ...(id !== undefined && { id }),
    ...(receivedAtMs !== undefined && { receivedAt: new Date(receivedAtMs).toISOString() }),
    ...(provider !== undefined && { provider }),
    ...(redacted === true && { redacted }),
    method: capture.method,
    url: capture.url,
    headers: capture.headers,
    bodyBase64: encodeBase64(capture.body),
    ...(response && {
      response: {
        status: response.status,
        headers: response.headers,
        bodyBase64: encodeBase64(response.body),
      },
    }),
    ...(attempts && { attempts }),
  })
}

/**
 * Reads one capture from parsed JSON; fields that are not part of the format are passed over. Throws CAPTURE_INVALID
 * naming the field; `place` says where the JSON stood.
 */
export function readCapture(json: unknown, place: string): Capture {
  const fields = new Fields(json, place)
  const format = fields.required("whk", "string")
  if (format !== CAPTURE_FORMAT)
    throw invalid(
      `${fields.name("whk")} is "${cleanText(format, 20)}"; this version reads ${CAPTURE_FORMAT}.`,
    )
  const id = fields.optional("id", "string")
  const provider = fields.optional("provider", "string")
  const receivedAt = fields.optional("receivedAt", "string")
  const receivedAtMs = receivedAt === undefined ? undefined : Date.parse(receivedAt)
  if (Number.isNaN(receivedAtMs)) throw fields.wrong("receivedAt", "not an ISO 8601 time")
  const response = fields.inner("response")
  const attempts = fields.value("attempts")
  return {
    method: fields.required("method", "string"),
    url: fields.required("url", "string"),
    headers: readHeaders(fields),
    body: fields.bytes("bodyBase64"),
    ...(id !== undefined && { id }),
    ...(provider !== undefined && { provider }),
    ...(receivedAtMs !== undefined && { receivedAtMs }),
    ...(fields.optional("redacted", "boolean") === true && { redacted: true }),
    ...(response && { response: readResponse(response) }),
    ...(Array.isArray(attempts) && { attempts: attempts.map((item, at) => readAttempt(item, at, place)) }),
  }
}

function readResponse(fields: Fields): CapturedResponse {
  return {
    status: fields.required("status", "number"),
    headers: readHeaders(fields),
    body: fields.bytes("bodyBase64"),
  }
}

function readAttempt(json: unknown, index: number, place: string): CapturedAttempt {
  const fields = new Fields(json, place, `attempts.${index}.`)
  return {
    at: fields.required("at", "string"),
    outcome: fields.required("outcome", "string") as Outcome,
    status: fields.optional("status", "number") ?? null,
    elapsedMs: fields.required("elapsedMs", "number"),
  }
}

function readHeaders(fields: Fields): Header[] {
  const value = fields.value("headers")
  if (!Array.isArray(value)) throw fields.wrong("headers", 'not a list of ["name","value"] pairs')
  return value.map((pair: unknown, index): Header => {
    if (!isPair(pair)) throw invalid(`${fields.name(`headers.${index}`)} is not a ["name","value"] pair.`)
    return [pair[0], pair[1]]
  })
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string")
}
