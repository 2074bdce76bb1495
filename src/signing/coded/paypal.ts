import { createHash } from "node:crypto"
import { crc32 } from "node:zlib"
import { headerValues } from "../../domain/headers.ts"
import { WhkError } from "../../errors.ts"
import { decodeStrictly } from "../digest.ts"
import { judgeTimestamp } from "../freshness.ts"
import type { CodedScheme } from "../scheme.ts"
import { fillTemplate } from "../template.ts"
import { verdict, type VerifyInput } from "../verification.ts"
import { type Found, foundVerdict } from "./found.ts"
import { requireSecret } from "./require-secret.ts"
import { findSigner, readRsaKey, signRsa, verificationKeys } from "./rsa.ts"

const ID = "PAYPAL-TRANSMISSION-ID"
const SIGNATURE = "PAYPAL-TRANSMISSION-SIG"
const TIME = "PAYPAL-TRANSMISSION-TIME"
const CERTIFICATE = "PAYPAL-CERT-URL"

/** Where PayPal publishes its certificates, live and in the sandbox. */
const CERTIFICATE_URL = /^https:\/\/api(?:\.sandbox)?\.paypal\.com\/v1\/notifications\/certs\/[\w-]+$/
/** No certificate stands there; it only has the form. */
const SAMPLE_CERTIFICATE_URL =
  "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-00000000-00000000-00000000"

/** The id that PayPal's webhooks simulator signs with, instead of the id of a webhook. */
export const SIMULATOR_WEBHOOK_ID = "WEBHOOK_ID"

/**
 * PayPal: an RSA signature over the transmission, the id of the webhook and a checksum of the body. A secret is the
 * webhook's id, which verifies together with a certificate; `<webhook id>:<PEM>` holds the key as well, a private one to
 * sign with.
 */
export const paypal: CodedScheme = {
  id: "paypal",
  headers: [
    ["PAYPAL-AUTH-ALGO", "SHA256withRSA"],
    [CERTIFICATE, SAMPLE_CERTIFICATE_URL],
    [ID, "{token}"],
    [SIGNATURE, "{signature}"],
    [TIME, "{timestamp}"],
  ],
  timestamp: { unit: "iso" },
  recipe: {
    algorithm: "RSA with SHA-256, written as base64",
    key: "<webhook id>:<private key in PEM> signs; the webhook id and the certificate at PAYPAL-CERT-URL verify",
    content:
      "{token}|{timestamp}|<webhook id>|<CRC-32 of the body, in decimal>; a checksum is no hash: another body can be made to have the same",
  },
  coversBody: true,

  keySource({ headers }) {
    const [url, ...others] = headerValues(headers, CERTIFICATE)
    const isOne = url !== undefined && others.length === 0 && CERTIFICATE_URL.test(url)
    return isOne ? { url, kind: "certificate" } : undefined
  },

  checkSecret(secret) {
    readRsaKey(this, requireKey(readSecret(secret).pem))
  },

  async sign({ secrets, id, timestampMs, url, body }) {
    const { webhookId, pem } = readSecret(requireSecret(this, secrets))
    const token = transmissionId(id)
    const timestamp = new Date(timestampMs).toISOString().replace(/\.\d+Z$/, "Z")
    const content = contentOf({ id: token, time: timestamp, webhookId, body })
    const value = signRsa(this, requireKey(pem), { hash: "sha256", content }).toString("base64")
    return {
      headers: this.headers.map(([name, template]) => [
        name,
        fillTemplate(template, { token, timestamp, signature: value }),
      ]),
      url,
      body,
      signature: { header: SIGNATURE, field: null, value },
      signedBodyDiffers: false,
    }
  },

  async verify(input) {
    const values = [ID, SIGNATURE, TIME].map((name) => headerValues(input.headers, name))
    if (values.some(({ length }) => length === 0)) return verdict(this, "header-missing")
    const [id = "", text = "", time = ""] = values.flat()
    const signature = decodeStrictly(text, "base64")
    const timestamp = judgeTimestamp(this.timestamp ?? { unit: "iso" }, { value: time, signed: true }, input)
    if (values.some(({ length }) => length > 1) || !signature?.length || !timestamp)
      return verdict(this, "malformed")
    return foundVerdict(this, findKey(this, input, { id, time, signature }), timestamp)
  },
}

/** Each webhook id is tried with the key in its own secret and with every certificate. */
function findKey(
  scheme: CodedScheme,
  { secrets, certificates = [], body, nowMs }: VerifyInput,
  { id, time, signature }: { readonly id: string; readonly time: string; readonly signature: Buffer },
): Found | undefined {
  let dated: Found | undefined
  for (const [secretIndex, secret] of secrets.entries()) {
    const { webhookId, pem } = readSecret(secret)
    const keys = verificationKeys(scheme, { secrets: pem === undefined ? [] : [pem], certificates })
    const content = contentOf({ id, time, webhookId, body })
    const found = findSigner(keys, { hash: "sha256", content, signature }, nowMs)
    if (found && found.reason === undefined) return { ...found, secretIndex }
    dated ??= found && { ...found, secretIndex }
  }
  return dated
}

interface Transmission {
  readonly id: string
  readonly time: string
  readonly webhookId: string
  readonly body: Uint8Array
}

function contentOf({ id, time, webhookId, body }: Transmission): Buffer {
  return Buffer.from(`${id}|${time}|${webhookId}|${crc32(body)}`, "utf8")
}

function readSecret(secret: string): { readonly webhookId: string; readonly pem: string | undefined } {
  const [, webhookId, pem] = /^([\w-]+)(?::(.+))?$/s.exec(secret) ?? []
  if (webhookId !== undefined) return { webhookId, pem }
  throw new WhkError("SECRET_INVALID", "The secret is no webhook id of PayPal.", {
    hint: "Pass the webhook's id to verify, or <webhook id>:<private key in PEM> to sign.",
  })
}

function requireKey(pem: string | undefined): string {
  if (pem !== undefined) return pem
  throw new WhkError("SECRET_INVALID", "The secret is a webhook id alone, and PayPal signs with a key.", {
    hint: "Pass <webhook id>:<private key in PEM> to sign; the webhook id alone can only verify.",
  })
}

/** A UUID that is the same for every attempt of one event. */
function transmissionId(id: string): string {
  const hex = createHash("sha256").update(`transmission/${id}`).digest("hex")
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5")
}
