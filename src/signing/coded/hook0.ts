import { createHmac } from "node:crypto"
import { type Headers, headerValues } from "../../domain/headers.ts"
import { readJson } from "../../domain/json.ts"
import { decodeStrictly, equalDigests } from "../digest.ts"
import { judgeTimestamp } from "../freshness.ts"
import { keyBytes } from "../keys.ts"
import type { CodedScheme, TimestampRule } from "../scheme.ts"
import { formatTimestamp } from "../timestamp.ts"
import { verdict, type VerifyInput } from "../verification.ts"
import { type Found, foundVerdict } from "./found.ts"
import { requireSecret } from "./require-secret.ts"

const HEADER = "X-Hook0-Signature"

/** Of what is sent beside, these are signed, by the names' order as Hook0 has it. */
const SIGNED_HEADERS = ["content-type", "x-event-id", "x-event-type"]

const V1_CONTENT = "{timestamp}.<names in h>.<their values, joined by .>.{body}"
const V0_CONTENT = "{timestamp}.{body}"

interface Hook0Options {
  readonly id: string
  readonly timestamp: TimestampRule
  /** The older signature without headers: `alone` where nothing else may be sent, `beside` where v1 always is. */
  readonly v0: "alone" | "beside"
}

/**
 * Hook0's signature: `v1` covers the body and the headers that `h` names, the older `v0` the body alone. Where both are
 * sent, `v1` decides, and `v0` alone is a downgrade.
 */
export function hook0Scheme({ id, timestamp, v0 }: Hook0Options): CodedScheme {
  const template =
    v0 === "beside"
      ? "t={timestamp},v0=<older signature>,h=<names>,v1={signature}"
      : "t={timestamp},h=<names>,v1={signature}"
  return {
    id,
    headers: [[HEADER, template]],
    timestamp,
    recipe: {
      algorithm: "hmac-sha256, written as hex",
      key: "the secret as UTF-8 text",
      content: `v1: ${V1_CONTENT}; the older v0: ${V0_CONTENT}`,
    },
    coversBody: true,

    checkSecret(secret) {
      keyOf(this, secret)
    },

    async sign({ secrets, timestampMs, url, body, headers = [] }) {
      const key = keyOf(this, requireSecret(this, secrets))
      const t = formatTimestamp(timestampMs, "s")
      const names = SIGNED_HEADERS.filter((name) => headerValues(headers, name).length > 0).join(" ")
      const older = v0 === "beside" ? `v0=${digestOf(key, v0Content(t), body).toString("hex")},` : ""
      const digest = digestOf(key, v1Content({ t, names, headers }) ?? "", body)
      const value = `t=${t},${older}h=${names},v1=${digest.toString("hex")}`
      return {
        headers: [[HEADER, value]],
        url,
        body,
        signature: { header: HEADER, field: null, value },
        signedBodyDiffers: false,
      }
    },

    async verify(input) {
      const [value, ...others] = headerValues(input.headers, HEADER)
      if (value === undefined) return verdict(this, "header-missing")
      const parts = others.length === 0 ? readParts(value) : undefined
      const judged =
        parts && judgeTimestamp(this.timestamp ?? timestamp, { value: parts.t, signed: true }, input)
      if (!parts || !judged) return verdict(this, "malformed")
      if (parts.v1) {
        const content = v1Content({ ...parts, headers: input.headers })
        if (content === undefined) return verdict(this, "header-missing")
        if (!isUnambiguous(parts.names, input)) return verdict(this, "malformed")
        return foundVerdict(this, findSecret(this, input, { content, digest: parts.v1 }), judged)
      }
      const found = findSecret(this, input, { content: v0Content(parts.t), digest: parts.v0 })
      const plain = foundVerdict(
        this,
        found && { ...found, template: "t={timestamp},v0={signature}" },
        judged,
      )
      return found && v0 === "beside" ? { ...plain, verified: false, reason: "downgrade" } : plain
    },
  }
}

interface Parts {
  readonly t: string
  /** The names of the signed headers, as they stand. */
  readonly names: string
  readonly v0: Buffer
  readonly v1?: Buffer
}

/** The parts of the header; undefined where one stands twice, is no whole digest, or misses another. */
function readParts(value: string): Parts | undefined {
  const pairs = value.split(",").map((part) => {
    const at = part.indexOf("=")
    return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const
  })
  const parts = new Map(pairs)
  const v0 = digestIn(parts.get("v0"))
  const v1 = digestIn(parts.get("v1"))
  const t = parts.get("t")
  if (parts.size !== pairs.length || t === undefined || (!v0 && !v1)) return undefined
  const isUnread = (parts.has("v1") && !v1) || parts.has("v1") !== parts.has("h")
  if (isUnread) return undefined
  return { t, names: parts.get("h") ?? "", v0: v0 ?? Buffer.alloc(0), ...(v1 && { v1 }) }
}

function digestIn(text: string | undefined): Buffer | undefined {
  const bytes = text === undefined ? undefined : decodeStrictly(text, "hex")
  return bytes?.length === 32 ? bytes : undefined
}

/** What is signed in front of the body; undefined where one of the named headers is missing. */
function v1Content({
  t,
  names,
  headers,
}: {
  readonly t: string
  readonly names: string
  readonly headers: Headers
}): string | undefined {
  const values = names === "" ? [] : names.split(" ").map((name) => headerValues(headers, name))
  if (values.some(({ length }) => length === 0)) return undefined
  return `${t}.${names}.${values.map((one) => one.join(", ")).join(".")}.`
}

/**
 * Names, values and body are signed with nothing but dots between them: a name with a dot in it would take in a value,
 * and a value could give its end to the body. What Hook0 sends has none of both.
 */
function isUnambiguous(names: string, { headers, body }: Pick<VerifyInput, "headers" | "body">): boolean {
  const list = names === "" ? [] : names.split(" ")
  const valueOf = (name: string): string => headerValues(headers, name).join(", ")
  const isNamed = list.every((name) => /^[A-Za-z0-9-]+$/.test(name)) && new Set(list).size === list.length
  const isOfType = !list.includes("x-event-type") || EVENT_TYPE.test(valueOf("x-event-type"))
  const isJson = list.includes("content-type") && valueOf("content-type").startsWith("application/json")
  return isNamed && isOfType && (!isJson || readJson(body) !== undefined)
}

const EVENT_TYPE = /^[\w-]{1,100}(?:\.[\w-]{1,100}){0,9}$/

function v0Content(t: string): string {
  return `${t}.`
}

function findSecret(
  scheme: CodedScheme,
  { secrets, body }: VerifyInput,
  { content, digest }: { readonly content: string; readonly digest: Buffer },
): Found | undefined {
  const secretIndex = secrets.findIndex((secret) =>
    equalDigests(digestOf(keyOf(scheme, secret), content, body), digest),
  )
  return secretIndex === -1 ? undefined : { secretIndex, digest: "hex" }
}

function keyOf({ id }: CodedScheme, secret: string): Buffer {
  return keyBytes({ id, key: { decoding: "utf8" } }, secret)
}

function digestOf(key: Buffer, before: string, body: Uint8Array): Buffer {
  return createHmac("sha256", key).update(before, "utf8").update(body).digest()
}
