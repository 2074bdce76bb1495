import { verify as verifyWithKey } from "node:crypto"
import { expect, test } from "vitest"
import { standardWebhooksV1a } from "../../../src/providers/catalogue/standard-webhooks-v1a.ts"
import { generateSecret } from "../../../src/providers/secrets.ts"
import { readPublicKey } from "../../../src/signing/keys.ts"
import { sign, verify } from "../../support/signing.ts"

const { scheme } = standardWebhooksV1a
const secret = generateSecret(standardWebhooksV1a, Buffer.alloc(32, 7))
const publicKey = `whpk_${Buffer.from(secret.slice("whsk_".length), "base64").subarray(32).toString("base64")}`
const body = Buffer.from('{"type":"contact.created"}')
const { headers, signature } = sign(scheme, {
  secrets: [secret],
  id: "msg_1",
  timestampMs: 1_000_000,
  eventType: "contact.created",
  body,
})
const judge = (key: string, sent = headers) =>
  verify(scheme, { headers: sent, body, secrets: [key], nowMs: 1_000_000 })

test("the second half of a generated secret is the public key, which is all the receiver needs", () => {
  expect(signature.value).toMatch(/^v1a,/)
  const bytes = Buffer.from(signature.value.slice("v1a,".length), "base64")
  const content = Buffer.from(`msg_1.1000.${body.toString()}`)
  expect(verifyWithKey(null, content, readPublicKey("v1a", publicKey, "ed25519"), bytes)).toBe(true)
})

test.each([
  ["its public key", publicKey, true],
  ["its key pair", secret, true],
  ["another key pair", generateSecret(standardWebhooksV1a, Buffer.alloc(32, 9)), false],
])("a request is judged by %s", (_, key, verified) => {
  expect(judge(key).verified).toBe(verified)
})

test("a signature with a shared secret beside it does no harm", () => {
  const mixed = headers.map(([name, value]) =>
    name === "webhook-signature"
      ? ([name, `v1,${"A".repeat(43)}= ${value}`] as const)
      : ([name, value] as const),
  )
  expect(judge(publicKey, mixed)).toMatchObject({ verified: true, match: { signatureIndex: 1 } })
})
