import type { CauseJson, VerdictJson } from "../domain/api-types.ts"
import type { Outcome } from "../domain/delivery.ts"
import { isWritableHeader, type Header } from "../domain/headers.ts"
import { WhkError } from "../errors.ts"
import type { Ack, Gap, GoAway, Hello, InboxPolicy, RequestInfo, ResponseInfo, Welcome } from "./frames.ts"
import { fits } from "./verdict.ts"

// What a peer sent is checked by hand and not by a schema library: this runs for every delivery.

const OUTCOMES: readonly Outcome[] = [
  "responded",
  "refused",
  "timeout",
  "dns",
  "tls",
  "reset",
  "blocked",
  "unknown",
]
const KINDS = ["live", "queued", "replay", "copy", "probe"] as const
const SHARES = ["newest", "broadcast", "round-robin"] as const
const OWNERS = ["provider", "whk", "none"] as const
const REASONS = ["shutdown", "replaced", "busy", "protocol", "closing"] as const

/** The fields of a JSON object that came over the tunnel; every reader throws TUNNEL_BROKEN on the wrong type. */
export class Fields {
  readonly #fields: Readonly<Record<string, unknown>>
  readonly #frame: string

  constructor(frame: string, value: unknown) {
    this.#frame = frame
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw this.#broken("head")
    // JSON.parse gives even `__proto__` as a field of its own; only the names below are ever read.
    this.#fields = value as Readonly<Record<string, unknown>>
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#fields, name)
  }

  text(name: string): string {
    const value = this.#fields[name]
    if (typeof value !== "string") throw this.#broken(name)
    return value
  }

  flag(name: string): boolean {
    const value = this.#fields[name]
    if (typeof value !== "boolean") throw this.#broken(name)
    return value
  }

  /** A number that is not negative and finite. */
  amount(name: string): number {
    const value = this.#fields[name]
    if (typeof value !== "number" || !Number.isFinite(value) || value < 0) throw this.#broken(name)
    return value
  }

  /** A whole number between the two, both included. */
  count(name: string, from = 0, to = Number.MAX_SAFE_INTEGER): number {
    const value = this.amount(name)
    if (!Number.isSafeInteger(value) || value < from || value > to) throw this.#broken(name)
    return value
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word {
    const value = this.#fields[name]
    const word = words.find((candidate) => candidate === value)
    if (word === undefined) throw this.#broken(name)
    return word
  }

  object(name: string): Fields {
    return new Fields(`${this.#frame}.${name}`, this.#fields[name])
  }

  /** Each item as an object. */
  objects(name: string): readonly Fields[] {
    const value = this.#fields[name]
    if (!Array.isArray(value)) throw this.#broken(name)
    return value.map((item, at) => new Fields(`${this.#frame}.${name}.${at}`, item))
  }

  isNull(name: string): boolean {
    return this.#fields[name] === null
  }

  textOrNull(name: string): string | null {
    return this.#fields[name] === null ? null : this.text(name)
  }

  /** Header pairs that can be written to a socket as they are. */
  headers(name: string): readonly Header[] {
    const value = this.#fields[name]
    if (!Array.isArray(value) || !value.every(isHeader)) throw this.#broken(name)
    return value
  }

  #broken(name: string): WhkError {
    return new WhkError("TUNNEL_BROKEN", `The peer sent a ${this.#frame} frame with a wrong "${name}".`)
  }
}

function isHeader(value: unknown): value is Header {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [name, text]: unknown[] = value
  return typeof name === "string" && typeof text === "string" && isWritableHeader([name, text])
}

export function readHello(fields: Fields): Hello {
  return {
    inbox: fields.text("inbox"),
    ...(fields.has("provider") && { provider: fields.text("provider") }),
    ...(fields.has("secret") && { secret: fields.text("secret") }),
    ...(fields.has("verifyToken") && { verifyToken: fields.text("verifyToken") }),
    ...(fields.has("forward") && { forward: fields.text("forward") }),
    probeNonce: fields.text("probeNonce"),
    maxInFlight: fields.count("maxInFlight", 1),
    ...(fields.has("listener") && { listener: fields.text("listener") }),
    ...(fields.has("share") && { share: fields.oneOf("share", SHARES) }),
    ...(fields.has("exclusive") && { exclusive: fields.flag("exclusive") }),
    ...(fields.has("ordered") && { ordered: fields.flag("ordered") }),
    ...(fields.has("sinceAgoMs") && { sinceAgoMs: fields.amount("sinceAgoMs") }),
    ...(fields.has("sinceDelivery") && { sinceDelivery: fields.text("sinceDelivery") }),
    ...(fields.has("policy") && { policy: readPolicy(fields.object("policy")) }),
  }
}

function readPolicy(fields: Fields): InboxPolicy {
  return {
    ...(fields.has("respond") && { respond: fields.oneOf("respond", ["local", "ack"] as const) }),
    ...(fields.has("offline") && { offline: fields.oneOf("offline", ["queue", "reject"] as const) }),
    ...(fields.has("retries") && {
      retries: fields.isNull("retries") ? null : fields.oneOf("retries", OWNERS),
    }),
    ...(fields.has("maxBacklog") && {
      maxBacklog: fields.isNull("maxBacklog") ? null : fields.count("maxBacklog"),
    }),
  }
}

export function readWelcome(fields: Fields): Welcome {
  const inbox = fields.object("inbox")
  return {
    session: fields.text("session"),
    epoch: fields.count("epoch"),
    inbox: { id: inbox.text("id"), name: inbox.text("name"), url: inbox.text("url") },
    inspector: fields.textOrNull("inspector"),
    queued: fields.count("queued"),
  }
}

export function readRequest(fields: Fields): RequestInfo {
  return {
    delivery: fields.text("delivery"),
    attempt: fields.count("attempt", 1),
    epoch: fields.count("epoch"),
    kind: fields.oneOf("kind", KINDS),
    method: fields.text("method"),
    target: fields.text("target"),
    headers: fields.headers("headers"),
    bodyBytes: fields.count("bodyBytes"),
    receivedAt: fields.amount("receivedAt"),
  }
}

/** `responded` always comes with a final status and headers, whatever the peer meant to send. */
export function readResponse(fields: Fields): ResponseInfo {
  const outcome = fields.oneOf("outcome", OUTCOMES)
  return {
    delivery: fields.text("delivery"),
    attempt: fields.count("attempt", 1),
    epoch: fields.count("epoch"),
    outcome,
    ...((outcome === "responded" || fields.has("status")) && { status: fields.count("status", 200, 999) }),
    ...((outcome === "responded" || fields.has("headers")) && { headers: fields.headers("headers") }),
    elapsedMs: fields.amount("elapsedMs"),
    ...(fields.has("detail") && { detail: fields.text("detail") }),
    ...(fields.has("verdict") && { verdict: readVerdict(fields.object("verdict")) }),
    ...(fields.has("repeated") && { repeated: fields.flag("repeated") }),
  }
}

/** Kept and shown by the relay, so its size is held to what it promises. */
function readVerdict(fields: Fields): VerdictJson {
  const verdict = {
    verified: fields.flag("verified"),
    reason: fields.text("reason"),
    ...(fields.has("causes") && { causes: fields.objects("causes").map(readCause) }),
  }
  if (fits(verdict)) return verdict
  throw new WhkError("TUNNEL_BROKEN", "The peer sent a response frame with a verdict that is too large.")
}

function readCause(fields: Fields): CauseJson {
  return {
    id: fields.text("id"),
    title: fields.text("title"),
    proof: fields.text("proof"),
    fix: fields.text("fix"),
  }
}

export function readAck(fields: Fields): Ack {
  return { delivery: fields.text("delivery"), attempt: fields.count("attempt", 1) }
}

export function readGap(fields: Fields): Gap {
  return { from: fields.text("from"), to: fields.text("to"), count: fields.count("count") }
}

export function readGoAway(fields: Fields): GoAway {
  return {
    reason: fields.oneOf("reason", REASONS),
    message: fields.text("message"),
    ...(fields.has("retryAfterMs") && { retryAfterMs: fields.amount("retryAfterMs") }),
  }
}
