import { createHash, createHmac } from "node:crypto"
import { WhkError } from "../../errors.ts"
import { decodeStrictly, equalDigests } from "../digest.ts"
import type { CodedScheme } from "../scheme.ts"
import { verdict } from "../verification.ts"
import { isForm, putFormField, readFormBytes } from "./form-bytes.ts"
import { foundVerdict } from "./found.ts"
import { requireSecret } from "./require-secret.ts"

const SIGNATURE = "bt_signature"
const PAYLOAD = "bt_payload"

/**
 * Braintree: a form of base64 and its signature. A secret is `<public key>:<private key>` of the API credentials: the
 * public one stands in front of the signature, the private one makes it.
 */
export const braintree: CodedScheme = {
  id: "braintree",
  headers: [],
  bodyFields: [[`/${SIGNATURE}`, "<public key>|{signature}"]],
  recipe: {
    algorithm: "hmac-sha1, written as hex; several pairs are joined by &",
    key: "the SHA-1 of the private key, as bytes; a secret is <public key>:<private key>",
    content: "bt_payload as it is, or with a line break behind it",
  },
  coversBody: true,

  checkSecret(secret) {
    readSecret(secret)
  },

  async sign({ secrets, body, url }) {
    const { publicKey, privateKey } = readSecret(requireSecret(this, secrets))
    const payload = payloadOf(isForm(body) ? readFormBytes(body) : [])
    if (payload === undefined) throw notANotification()
    const value = `${publicKey}|${digestOf(privateKey, payload).toString("hex")}`
    const signature = { header: null, field: `/${SIGNATURE}`, value }
    return {
      headers: [],
      url,
      body: putFormField(body, SIGNATURE, value),
      signature,
      signedBodyDiffers: false,
    }
  },

  async verify({ body, secrets }) {
    const fields = isForm(body) ? readFormBytes(body) : []
    const text = fields.find(([name]) => name === SIGNATURE)?.[1]
    if (text === undefined || !fields.some(([name]) => name === PAYLOAD))
      return verdict(this, "header-missing")
    const payload = payloadOf(fields)
    const pairs = readPairs(text)
    if (payload === undefined || pairs.length === 0) return verdict(this, "malformed")
    for (const [secretIndex, secret] of secrets.entries()) {
      const { publicKey, privateKey } = readSecret(secret)
      const digests = [payload, `${payload}\n`].map((data) => digestOf(privateKey, data))
      const signatureIndex = pairs.findIndex(
        ([owner, bytes]) => owner === publicKey && digests.some((digest) => equalDigests(digest, bytes)),
      )
      if (signatureIndex !== -1) return foundVerdict(this, { secretIndex, signatureIndex, digest: "hex" })
    }
    return foundVerdict(this, undefined)
  },
}

/** What Braintree accepts as a challenge; anything else would be a payload signed for a stranger. */
export const BRAINTREE_CHALLENGE = /^[a-f0-9]{20,32}$/

/** The answer to a challenge. Throws SECRET_INVALID. */
export function braintreeProof(challenge: string, secret: string): string {
  const { publicKey, privateKey } = readSecret(secret)
  return `${publicKey}|${digestOf(privateKey, challenge).toString("hex")}`
}

/**
 * The payload of a form that holds nothing else beside its signature, each once; undefined for any other. A challenge is
 * none: whoever asks gets its HMAC, and no notification is that short.
 */
function payloadOf(fields: readonly (readonly [name: string, value: string])[]): string | undefined {
  const names = fields.map(([name]) => name)
  const isKnown = names.every((name) => name === SIGNATURE || name === PAYLOAD)
  if (!isKnown || new Set(names).size !== names.length) return undefined
  const payload = fields.find(([name]) => name === PAYLOAD)?.[1]
  if (payload === undefined || BRAINTREE_CHALLENGE.test(payload)) return undefined
  return /^[A-Za-z0-9+/=\n]+$/.test(payload) ? payload : undefined
}

function readPairs(text: string): (readonly [publicKey: string, bytes: Buffer])[] {
  return text.split("&").flatMap((pair) => {
    const [publicKey = "", hex = "", ...others] = pair.split("|")
    const bytes = decodeStrictly(hex, "hex")
    return bytes?.length === 20 && others.length === 0 ? [[publicKey, bytes] as const] : []
  })
}

function digestOf(privateKey: string, data: string): Buffer {
  const key = createHash("sha1").update(privateKey, "utf8").digest()
  return createHmac("sha1", key).update(data, "utf8").digest()
}

function readSecret(secret: string): { readonly publicKey: string; readonly privateKey: string } {
  const [, publicKey, privateKey] = /^([^\s:|&]+):(\S+)$/.exec(secret) ?? []
  if (publicKey !== undefined && privateKey !== undefined) return { publicKey, privateKey }
  throw new WhkError("SECRET_INVALID", "The secret is no pair of Braintree's keys.", {
    hint: "Pass <public key>:<private key>, both as the Control Panel shows them under API Keys.",
  })
}

function notANotification(): WhkError {
  return new WhkError("DATA_INVALID", "The body is no notification of Braintree, so no signature fits.", {
    hint: "It is a form with bt_payload in base64; leave out --body to have one made.",
  })
}
