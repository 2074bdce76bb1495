import { isDeepStrictEqual } from "node:util"
import { firstHeader, type Header, type Headers, isWritableHeader } from "../domain/headers.ts"
import { fillTemplate } from "../signing/template.ts"
import type { Handshake, HandshakeAnswer } from "./handshake.ts"
import type { HandshakeValues } from "./handshake-request.ts"
import type { Json } from "./provider.ts"

/** An answer ready to be sent. */
export interface WrittenAnswer {
  readonly status: number
  readonly headers: readonly Header[]
  readonly body: Buffer
}

/**
 * The answer the provider wants, or undefined where it needs a secret that is not there, or where the challenge does
 * not fit into a header.
 */
export function writeAnswer(
  handshake: Handshake,
  values: HandshakeValues,
  secret: string | undefined,
): WrittenAnswer | undefined {
  const { answer, proof } = handshake
  if (proof && secret === undefined) return undefined
  const known = knownValues(handshake, values, secret ?? "")
  const body = answer.body === undefined ? "" : bodyText(fillAll(answer.body, known))
  const headers = (answer.headers ?? []).map(([name, template]): Header => [
    name,
    fillTemplate(template, known),
  ])
  if (!headers.every(isWritableHeader)) return undefined
  const hasType = body === "" || firstHeader(headers, "content-type") !== undefined
  const type = typeof answer.body === "string" ? "text/plain" : "application/json"
  return {
    status: statusOf(answer),
    headers: hasType ? headers : [["Content-Type", type], ...headers],
    body: Buffer.from(body, "utf8"),
  }
}

interface ReceivedAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

/** Why the provider would not take this answer, in one line, or undefined when it would. */
export function judgeAnswer(
  handshake: Handshake,
  values: HandshakeValues,
  received: ReceivedAnswer & { readonly secret: string },
): string | undefined {
  const { answer, alsoAnswers = [] } = handshake
  const known = knownValues(handshake, values, received.secret)
  const problem = problemWith(answer, known, received)
  return alsoAnswers.some((other) => problemWith(other, known, received) === undefined) ? undefined : problem
}

function problemWith(answer: HandshakeAnswer, known: Known, received: ReceivedAnswer): string | undefined {
  if (!isWantedStatus(answer.status, received.status))
    return `the status is ${received.status}, not ${statusText(answer.status)}`
  for (const [name, template] of answer.headers ?? []) {
    const wanted = fillTemplate(template, known)
    const found = firstHeader(received.headers, name)
    if (found === undefined) return `the header ${name} is missing`
    if (!equalHeader(name, found, wanted)) return `the header ${name} is "${found}", not "${wanted}"`
  }
  if (answer.body === undefined) return undefined
  const text = Buffer.from(received.body.buffer, received.body.byteOffset, received.body.byteLength).toString(
    "utf8",
  )
  const wanted = [answer.body, ...(answer.alsoBodies ?? [])].map((body) => fillAll(body, known))
  if (wanted.some((body) => equalBody(text, body))) return undefined
  return `the body is ${text === "" ? "empty" : `"${text.slice(0, 200)}"`}, not ${bodyText(wanted[0]!) || "empty"}`
}

type Known = Readonly<Record<string, string>>

function knownValues(
  { proof }: Handshake,
  { challenge, verifyToken }: HandshakeValues,
  secret: string,
): Known {
  return {
    challenge,
    "verify-token": verifyToken,
    ...(proof && { proof: proof(challenge, secret) }),
  }
}

function fillAll(node: Json, known: Known): Json {
  if (typeof node === "string") return fillTemplate(node, known)
  if (typeof node !== "object" || node === null) return node
  if (Array.isArray(node)) return node.map((child: Json) => fillAll(child, known))
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, fillAll(child as Json, known)]))
}

function bodyText(body: Json): string {
  return typeof body === "string" ? body : JSON.stringify(body)
}

function equalBody(text: string, wanted: Json): boolean {
  if (typeof wanted === "string") return text.trim() === wanted
  try {
    return isDeepStrictEqual(JSON.parse(text), wanted)
  } catch {
    return false
  }
}

function equalHeader(name: string, found: string, wanted: string): boolean {
  return /^content-type$/i.test(name)
    ? found.toLowerCase().startsWith(wanted.toLowerCase())
    : found === wanted
}

function isWantedStatus(wanted: HandshakeAnswer["status"], status: number): boolean {
  if (typeof wanted === "number") return status === wanted
  return wanted === "2xx" ? status >= 200 && status < 300 : status >= 400 && status < 500
}

function statusOf({ status }: HandshakeAnswer): number {
  if (typeof status === "number") return status
  return status === "2xx" ? 200 : 401
}

function statusText(status: HandshakeAnswer["status"]): string {
  if (typeof status === "number") return String(status)
  return status === "2xx" ? "a success (2xx)" : "a refusal (4xx)"
}
