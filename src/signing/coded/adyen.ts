import { createHmac } from "node:crypto"
import { isJsonObject, ownValue, readJsonObject } from "../../domain/json.ts"
import { WhkError } from "../../errors.ts"
import { writeBodyFields } from "../body-field.ts"
import { decodeStrictly, equalDigests } from "../digest.ts"
import { hasDuplicateKeys } from "../duplicate-keys.ts"
import { keyBytes } from "../keys.ts"
import type { CodedScheme } from "../scheme.ts"
import { verdict } from "../verification.ts"
import { foundVerdict } from "./found.ts"
import { isWellFormed } from "./json-message.ts"
import { requireSecret } from "./require-secret.ts"

type Item = Readonly<Record<string, unknown>>

// https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures
const SIGNED_FIELDS = [
  "pspReference",
  "originalReference",
  "merchantAccountCode",
  "merchantReference",
  "amount.value",
  "amount.currency",
  "eventCode",
  "success",
]

const pointerOf = (index: number): string =>
  `/notificationItems/${index}/NotificationRequestItem/additionalData/hmacSignature`

/**
 * Adyen's standard (payment) webhooks: a signature inside each item, over eight of its fields. No other field is
 * covered. As in Adyen's own library, nothing is escaped and what is missing is empty.
 */
export const adyen: CodedScheme = {
  id: "adyen",
  headers: [],
  bodyFields: [[pointerOf(0), "{signature}"]],
  recipe: {
    algorithm: "hmac-sha256, written as base64, for each item by itself",
    key: "the secret decoded from hex",
    content: `${SIGNED_FIELDS.join(":")}, the values alone; no other field`,
  },
  coversBody: false,

  checkSecret(secret) {
    keyOf(this, secret)
  },

  async sign({ secrets, body, url }) {
    const key = keyOf(this, requireSecret(this, secrets))
    const items = readItems(body)
    const contents = items?.map((item) => contentOf(item))
    if (!contents?.length) throw notANotification()
    const signatures = contents.map((content, index) => {
      if (content === undefined) throw notANotification()
      return [pointerOf(index), digestOf(key, content).toString("base64")] as const
    })
    const [field, value] = signatures[0]!
    const signature = { header: null, field, value }
    return { headers: [], url, body: writeBodyFields(body, signatures), signature, signedBodyDiffers: false }
  },

  async verify({ body, secrets }) {
    const items = readItems(body)
    if (!items?.length) return verdict(this, "header-missing")
    const signatures = items.map(signatureOf)
    if (signatures.includes("missing")) return verdict(this, "header-missing")
    const pairs = items.flatMap((item, index) => {
      const [content, signature] = [contentOf(item), signatures[index]]
      return content !== undefined && Buffer.isBuffer(signature) ? [{ content, signature }] : []
    })
    if (pairs.length < items.length || hasDuplicateKeys(body)) return verdict(this, "malformed")
    const secretIndex = secrets.findIndex((secret) => {
      const key = keyOf(this, secret)
      return pairs.every(({ content, signature }) => equalDigests(digestOf(key, content), signature))
    })
    return foundVerdict(this, secretIndex === -1 ? undefined : { secretIndex, digest: "base64" })
  },
}

function keyOf({ id }: CodedScheme, secret: string): Buffer {
  return keyBytes({ id, key: { decoding: "hex" } }, secret)
}

function digestOf(key: Buffer, content: string): Buffer {
  return createHmac("sha256", key).update(content, "utf8").digest()
}

/** The items, or undefined for a body that is no notification. */
function readItems(body: Uint8Array): Item[] | undefined {
  const message = readJsonObject(body)
  const wrapped = message && ownValue(message, "notificationItems")
  if (!Array.isArray(wrapped)) return undefined
  return wrapped.map((one: unknown) => {
    const item = isJsonObject(one) ? ownValue(one, "NotificationRequestItem") : undefined
    return isJsonObject(item) ? item : {}
  })
}

function signatureOf(item: Item): Buffer | "missing" | undefined {
  const data = ownValue(item, "additionalData")
  if (!isJsonObject(data) || !Object.hasOwn(data, "hmacSignature")) return "missing"
  const text = data["hmacSignature"]
  const bytes = typeof text === "string" ? decodeStrictly(text, "base64") : undefined
  return bytes?.length === 32 ? bytes : undefined
}

/** The text that is signed, or undefined where one of the fields is no plain value. */
function contentOf(item: Item): string | undefined {
  const amount = ownValue(item, "amount") ?? {}
  if (!isJsonObject(amount)) return undefined
  const values = SIGNED_FIELDS.map((path) => {
    const [name = "", inner] = path.split(".")
    return plainText(inner === undefined ? ownValue(item, name) : ownValue(amount, inner))
  })
  return values.includes(undefined) ? undefined : values.join(":")
}

function plainText(value: unknown): string | undefined {
  if (value === undefined || value === null) return ""
  if (typeof value === "number" || typeof value === "boolean") return String(value)
  return typeof value === "string" && isWellFormed(value) ? value : undefined
}

function notANotification(): WhkError {
  return new WhkError("DATA_INVALID", "The body is no notification of Adyen, so no signature fits into it.", {
    hint: "It is JSON with notificationItems; leave out --body to have one made.",
  })
}
