import { createPublicKey, type KeyObject } from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { Header } from "../../../src/domain/headers.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { checkSecret } from "../../../src/providers/secrets.ts"
import { isCoded, type Scheme } from "../../../src/signing/scheme.ts"
import { sign } from "../../../src/signing/sign.ts"
import type { VerifyInput } from "../../../src/signing/verification.ts"
import { verify } from "../../../src/signing/verify.ts"
import {
  CODED_SECRETS,
  type CodedId,
  NOW,
  OTHER_RSA_KEY,
  signedByCode,
  withSignature,
} from "../../support/coded-request.ts"
import { bitFlips, textBitFlips } from "../../support/flips.ts"
import { RSA_TEST_KEY, RSA_TEST_PUBLIC_KEY } from "../../support/rsa-test-key.ts"
import { TEST_CERTIFICATE, TEST_KEY } from "../../support/test-certificate.ts"

const ids = Object.keys(CODED_SECRETS) as CodedId[]
const schemeOf = (id: CodedId): Scheme => findProvider(id).scheme

const OTHER_SECRETS: Readonly<Record<CodedId, string>> = {
  adyen: "0".repeat(64),
  "aws-sns": OTHER_RSA_KEY,
  braintree: "integration_public_key:another_private_key",
  "coinbase-cdp": "another",
  contentful: "f".repeat(64),
  hook0: "another",
  "paddle-classic": OTHER_RSA_KEY,
  paypal: `8PT597110X687430LKGECATA:${OTHER_RSA_KEY}`,
}

/** The reason of the verdict, or the code of the error that the secret gives. */
async function outcome(id: CodedId, request: VerifyInput): Promise<string> {
  return await verify(schemeOf(id), request).then(
    ({ verified, reason }) => (verified ? "verified" : reason),
    (error: { readonly code: string }) => error.code,
  )
}

async function verifiedOf(id: CodedId, requests: readonly VerifyInput[]): Promise<VerifyInput[]> {
  const outcomes = await Promise.all(requests.map((request) => outcome(id, request)))
  return requests.filter((_, index) => outcomes[index] === "verified")
}

test.each(ids)("%s verifies what it signed, and says which secret made it", async (id) => {
  const request = await signedByCode(id)
  expect(isCoded(schemeOf(id))).toBe(true)
  expect(await verify(schemeOf(id), request)).toMatchObject({
    verified: true,
    reason: "ok",
    scheme: id,
    match: { signatureIndex: 0, secretIndex: 0, bodyForm: "raw", urlForm: "raw" },
  })
  const secrets = [OTHER_SECRETS[id], CODED_SECRETS[id]]
  expect(await verify(schemeOf(id), { ...request, secrets })).toMatchObject({ match: { secretIndex: 1 } })
})

test.each(ids)("%s is not verified with another secret, nor with none", async (id) => {
  const request = await signedByCode(id)
  expect(await outcome(id, { ...request, secrets: [OTHER_SECRETS[id]] })).toBe("no-match")
  expect(await outcome(id, { ...request, secrets: [] })).toBe("no-match")
})

test.each(ids)("%s refuses to sign without a secret", async (id) => {
  const { body, method, url } = await signedByCode(id)
  const input = { body, method, url, id: "1", timestampMs: NOW, eventType: "x", secrets: [] }
  await expect(sign(schemeOf(id), input)).rejects.toThrow(
    expect.objectContaining({ code: "SECRET_MISSING", exitCode: 2 }),
  )
})

// Coinbase sends an older signature along that nobody looks at; its own test says so.
test.each(ids.filter((id) => id !== "coinbase-cdp"))(
  "%s is not verified with any bit of its signature flipped",
  async (id) => {
    const request = await signedByCode(id)
    const flipped = textBitFlips(request.signature).map((text) => withSignature(request, text))
    expect(flipped.length).toBeGreaterThan(200)
    expect(await verifiedOf(id, flipped)).toEqual([])
  },
)

test.each(
  ids.flatMap((id) => ["", "garbage", " ", "==", "null", "\u0000"].map((text) => [id, text] as const)),
)("%s is not verified with the signature %j", async (id, text) => {
  const request = await signedByCode(id)
  expect(await outcome(id, withSignature(request, text))).toMatch(/^(malformed|header-missing|no-match)$/)
})

test.each(ids)("%s is not verified with a signature that is cut, padded, or in capitals", async (id) => {
  const request = await signedByCode(id)
  const { signature } = request
  const changed = [
    signature.slice(0, -1),
    signature.slice(0, -4),
    `${signature}=`,
    `${signature}0`,
    signature.toUpperCase(),
    `${signature} ${signature}`,
    `${signature},${signature}`,
  ].map((text) => withSignature(request, text))
  expect(await verifiedOf(id, changed)).toEqual([])
  expect(await outcome(id, withSignature(request, signature))).toBe("verified")
})

const WITH_TEXT_SECRET = ["braintree", "coinbase-cdp", "contentful", "hook0"] as const

test.each(WITH_TEXT_SECRET)("%s is not verified with any bit of its secret flipped", async (id) => {
  const request = await signedByCode(id)
  const flipped = textBitFlips(CODED_SECRETS[id]).map((secret) => ({ ...request, secrets: [secret] }))
  expect(await verifiedOf(id, flipped)).toEqual([])
})

test("adyen is not verified with any bit of its secret flipped, unless only a letter's case is another", async () => {
  const request = await signedByCode("adyen")
  const others = textBitFlips(CODED_SECRETS.adyen).filter(
    (secret) => secret.toLowerCase() !== CODED_SECRETS.adyen.toLowerCase(),
  )
  const flipped = others.map((secret) => ({ ...request, secrets: [secret] }))
  expect(await verifiedOf("adyen", flipped)).toEqual([])
})

const spki = (key: KeyObject): string => key.export({ format: "der", type: "spki" }).toString("hex")

test.each(["aws-sns", "paddle-classic"] as const)(
  "%s is verified with a flipped key only where that is still the same key",
  async (id) => {
    const request = await signedByCode(id)
    const flipped = textBitFlips(RSA_TEST_PUBLIC_KEY).map((secret) => ({ ...request, secrets: [secret] }))
    const verified = await verifiedOf(id, flipped)
    const keys = verified.map(({ secrets }) => spki(createPublicKey(secrets[0]!)))
    expect(keys.filter((key) => key !== spki(createPublicKey(RSA_TEST_PUBLIC_KEY)))).toEqual([])
    expect(verified.length).toBeLessThan(flipped.length / 10)
  },
)

const COVERING = ["contentful", "hook0", "coinbase-cdp", "paypal"] as const

test.each(COVERING)("%s is not verified with any bit of its body flipped", async (id) => {
  const request = await signedByCode(id)
  const flipped = bitFlips(request.body).map((body) => ({ ...request, body }))
  expect(await verifiedOf(id, flipped)).toEqual([])
})

const ANY_HEADERS = [...new Set(ids.flatMap((id) => schemeOf(id).headers.map(([name]) => name)))]

test("nothing that comes from outside makes a coded scheme throw, or pass", async () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "t=1,v0=",
      "t=1,h=,v1=",
      "t=1,h=a b,v1=00",
      "x|",
      "2026-01-15T02:03:04Z",
      "1768442584567",
    ),
    fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex")),
    fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("base64")),
  )
  const headers = fc.array(
    fc.tuple(fc.constantFrom(...ANY_HEADERS, "content-type", "x-amz-sns-rawdelivery"), text),
  )
  const value = fc.oneof(text, fc.jsonValue())
  const body = fc.oneof(
    fc.uint8Array(),
    fc.json().map((json) => Buffer.from(json)),
    fc
      .dictionary(
        fc.constantFrom("Type", "Message", "Signature", "SignatureVersion", "notificationItems"),
        value,
      )
      .map((message) => Buffer.from(JSON.stringify({ Type: "Notification", ...message }))),
    fc
      .array(
        fc.tuple(
          fc.constantFrom("p_signature", "bt_signature", "bt_payload", "alert_name", "__proto__"),
          text,
        ),
      )
      .map((fields) => Buffer.from(new URLSearchParams(fields).toString())),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ids), headers, body, async (id, received, bytes) => {
      const request = {
        method: "POST",
        url: "https://example.com/",
        headers: received as Header[],
        body: bytes,
      }
      const secrets = [CODED_SECRETS[id]]
      const verdict = await verify(schemeOf(id), { ...request, secrets, nowMs: NOW, certificates: ["", "x"] })
      expect(verdict.verified).toBe(false)
    }),
    { numRuns: 500 },
  )
})

const NO_SIGNING_KEYS = [
  ["a public key", RSA_TEST_PUBLIC_KEY],
  ["an elliptic key", TEST_KEY],
  ["the certificate of an elliptic key", TEST_CERTIFICATE],
  ["a cut key", RSA_TEST_KEY.slice(0, 400)],
  ["text", "not a key"],
  ["nothing", ""],
] as const

const RSA_IDS = ["aws-sns", "paddle-classic", "paypal"] as const
const asSecret = (id: CodedId, key: string): string => (id === "paypal" ? `WEBHOOK1:${key}` : key)

test.each(RSA_IDS.flatMap((id) => NO_SIGNING_KEYS.map(([what, key]) => [id, what, key] as const)))(
  "%s cannot be signed with %s, and the key is not shown",
  async (id, _, key) => {
    const secret = asSecret(id, key)
    await expect(signedByCode(id, { secret })).rejects.toThrow(
      expect.objectContaining({
        code: "SECRET_INVALID",
        exitCode: 2,
        message: expect.not.stringContaining("BEGIN"),
      }),
    )
    expect(checkSecret(findProvider(id), secret)).toEqual(expect.any(String))
  },
)

const NO_VERIFYING_KEYS = NO_SIGNING_KEYS.filter(([what]) => what !== "a public key")

test.each(RSA_IDS.flatMap((id) => NO_VERIFYING_KEYS.map(([what, key]) => [id, what, key] as const)))(
  "%s cannot be verified with %s",
  async (id, _, key) => {
    const request = await signedByCode(id)
    expect(await outcome(id, { ...request, secrets: [asSecret(id, key)] })).toBe("SECRET_INVALID")
  },
)
