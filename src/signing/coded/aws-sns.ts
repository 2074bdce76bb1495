import { firstHeader, type Headers } from "../../domain/headers.ts"
import { ownValue, readJsonObject } from "../../domain/json.ts"
import { WhkError } from "../../errors.ts"
import { writeBodyFields } from "../body-field.ts"
import { decodeStrictly } from "../digest.ts"
import { hasDuplicateKeys } from "../duplicate-keys.ts"
import { judgeTimestamp } from "../freshness.ts"
import type { CodedScheme } from "../scheme.ts"
import { verdict } from "../verification.ts"
import { foundVerdict } from "./found.ts"
import { isWellFormed } from "./json-message.ts"
import { requireSecret } from "./require-secret.ts"
import { findSigner, readRsaKey, signRsa, verificationKeys } from "./rsa.ts"

// https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
const OF_NOTIFICATION = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
const OF_CONFIRMATION = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
const SIGNED_FIELDS: ReadonlyMap<unknown, readonly string[]> = new Map([
  ["Notification", OF_NOTIFICATION],
  ["SubscriptionConfirmation", OF_CONFIRMATION],
  ["UnsubscribeConfirmation", OF_CONFIRMATION],
])
const HASH: ReadonlyMap<unknown, "sha1" | "sha256"> = new Map([
  ["1", "sha1"],
  ["2", "sha256"],
])

/**
 * The host of SNS in each region. What stands for the region has to look like one: `sns.s3-us-west-2.amazonaws.com` is
 * a bucket of S3, and anybody can make that.
 */
export const SNS_HOST = /^sns\.[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}\.amazonaws\.com(?:\.cn)?$/
/** No certificate stands there; it only has the form. */
const SAMPLE_CERTIFICATE_URL =
  "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-00000000000000000000000000000000.pem"

type Message = Readonly<Record<string, unknown>>

/**
 * Amazon SNS: an RSA signature inside the JSON, over the fields that its `Type` chooses. Nothing else of the body is
 * covered, and a message delivered raw is not signed at all.
 */
export const awsSns: CodedScheme = {
  id: "aws-sns",
  headers: [],
  bodyFields: [
    ["/SignatureVersion", "1 or 2"],
    ["/Signature", "{signature}"],
    ["/SigningCertURL", "https://sns.<region>.amazonaws.com/<name>.pem"],
  ],
  timestamp: { unit: "iso", at: "/Timestamp" },
  recipe: {
    algorithm: "RSA with SHA-1 (SignatureVersion 1) or SHA-256 (2), written as base64",
    key: "the private key in PEM signs; the certificate at SigningCertURL verifies",
    content:
      "name, line break, value, line break for each of Message, MessageId, Subject if there is one, Timestamp, TopicArn and Type; in a confirmation SubscribeURL and Token as well, without Subject; no other field",
  },
  coversBody: false,

  keySource({ body }) {
    const message = readJsonObject(body)
    const url = message && ownValue(message, "SigningCertURL")
    return typeof url === "string" && isCertificateUrl(url) ? { url, kind: "certificate" } : undefined
  },

  checkSecret(secret) {
    readRsaKey(this, secret)
  },

  async sign({ secrets, body, url }) {
    const secret = requireSecret(this, secrets)
    const message = readJsonObject(body)
    const content = message && contentOf(message)
    if (!message || !content) throw notAMessage()
    const version = HASH.has(ownValue(message, "SignatureVersion"))
      ? String(message["SignatureVersion"])
      : "1"
    const value = signRsa(this, secret, { hash: HASH.get(version)!, content }).toString("base64")
    const fields: (readonly [string, string])[] = [
      ["/SignatureVersion", version],
      ["/Signature", value],
    ]
    if (!Object.hasOwn(message, "SigningCertURL")) fields.push(["/SigningCertURL", SAMPLE_CERTIFICATE_URL])
    const signature = { header: null, field: "/Signature", value }
    return { headers: [], url, body: writeBodyFields(body, fields), signature, signedBodyDiffers: false }
  },

  async verify(input) {
    const message = isRaw(input.headers) ? undefined : readJsonObject(input.body)
    if (!message || !Object.hasOwn(message, "Signature")) return verdict(this, "header-missing")
    const text = message["Signature"]
    const signature = typeof text === "string" ? decodeStrictly(text, "base64") : undefined
    const hash = HASH.get(ownValue(message, "SignatureVersion"))
    const content = contentOf(message)
    if (!signature?.length || !hash || !content || hasDuplicateKeys(input.body))
      return verdict(this, "malformed")
    const found = findSigner(verificationKeys(this, input), { hash, content, signature }, input.nowMs)
    const value = String(message["Timestamp"])
    const timestamp = judgeTimestamp(this.timestamp ?? { unit: "iso" }, { value, signed: true }, input)
    return timestamp ? foundVerdict(this, found, timestamp) : verdict(this, "malformed")
  },
}

/** Whether Amazon publishes its certificates there: a name at the root of a region's host, and nothing else. */
function isCertificateUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, host, origin, pathname } = new URL(text)
  const isPlain = text === origin + pathname
  return isPlain && protocol === "https:" && SNS_HOST.test(host) && /^\/[\w-]+\.pem$/.test(pathname)
}

function isRaw(headers: Headers): boolean {
  return firstHeader(headers, "x-amz-sns-rawdelivery")?.toLowerCase() === "true"
}

/** The text that is signed, or undefined for what is no message of SNS. */
function contentOf(message: Message): Buffer | undefined {
  const names = SIGNED_FIELDS.get(ownValue(message, "Type"))?.filter(
    (name) => name !== "Subject" || (ownValue(message, name) ?? null) !== null,
  )
  const lines = names?.map((name) => [name, ownValue(message, name)] as const)
  if (!lines?.every(([, value]) => typeof value === "string" && isWellFormed(value))) return undefined
  return Buffer.from(lines.map(([name, value]) => `${name}\n${String(value)}\n`).join(""), "utf8")
}

function notAMessage(): WhkError {
  return new WhkError("DATA_INVALID", "The body is no message of SNS, so no signature fits into it.", {
    hint: "It is JSON with Type, MessageId, TopicArn, Message and Timestamp; leave out --body to have one made.",
  })
}
