import { expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import { detectProviders } from "../../src/providers/detect.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { assume } from "../../src/providers/assume.ts"
import { judgeAnswer, writeAnswer } from "../../src/providers/handshake-answer.ts"
import { readHandshake, writeHandshake } from "../../src/providers/handshake-request.ts"
import { sampleContext } from "../../src/providers/sample.ts"
import { checkSecret } from "../../src/providers/secrets.ts"
import { sign } from "../../src/signing/sign.ts"
import { verify } from "../../src/signing/verify.ts"
import { makeFixtures } from "../support/fixtures.ts"

const IDS = ["fal", "fusionauth", "kinde", "monday", "plaid", "rfc9421", "vonage"]
const fixtures = [...(await makeFixtures()).values()].filter(({ provider }) => IDS.includes(provider))
const detected = (headers: readonly Header[], body: Uint8Array): string[] =>
  detectProviders({ headers, body }).map(({ id }) => id)

test.each(fixtures)(
  "a request of $provider is taken for one of $provider",
  ({ provider, headers, bodyBase64 }) => {
    expect(detected(headers, Buffer.from(bodyBase64, "base64"))[0]).toBe(provider)
  },
)

test.each([["Basic YTpi"], ["Bearer an-opaque-token"], [""]])(
  "an Authorization header of %j is no token of monday or Vonage",
  (value) => {
    const found = detected([["Authorization", value]], Buffer.from("{}"))
    expect(found.filter((id) => ["monday", "vonage"].includes(id))).toEqual([])
  },
)

test("a Signature header alone is no message signature, and a JSON body no token", () => {
  expect(detected([["Signature", "sig1=:AAAA:"]], Buffer.from("{}"))).toEqual([])
})

test.each([
  ["plaid", "text", "The secret is no key that can be read; plaid uses an ECDSA (P-256) key."],
  ["kinde", "text", "The secret is no key that can be read; kinde uses an RSA key."],
  ["fal", "text", "The secret is no key that can be read; fal uses an Ed25519 key."],
  ["rfc9421", "plain text", "The secret is not base64, which rfc9421 requires."],
  ["vonage", "text", undefined],
  ["fusionauth", "text", undefined],
])("%s judges the secret %j: %s", (id, secret, problem) => {
  expect(checkSecret(findProvider(id), secret)).toBe(problem)
})

test.each([
  ["signature.prefix", "JWT ", /^JWT ey/],
  ["signature.tolerance", "10s", /^Bearer ey/],
])("%s of a token can be replaced by %j, for signing and for verifying", async (key, value, pattern) => {
  const { scheme } = assume(findProvider("vonage"), key, value)
  const body = Buffer.from("{}")
  const request = { method: "POST", url: "https://example.com/hooks", body, secrets: ["a secret"] }
  const { headers, signature } = await sign(scheme, {
    ...request,
    id: "1",
    timestampMs: 0,
    eventType: "read",
  })
  expect(signature.value).toMatch(pattern)
  expect((await verify(scheme, { ...request, headers, nowMs: 0 })).verified).toBe(true)
  const late = await verify(scheme, { ...request, headers, nowMs: 11_000 })
  expect(late.reason).toBe(key === "signature.tolerance" ? "stale" : "ok")
})

test("monday.com's challenge is answered with itself", () => {
  const handshake = findProvider("monday").handshakes![0]!
  const values = { challenge: "3eZbrw1a", verifyToken: "" }
  const { method, headers, body } = writeHandshake(handshake, values, sampleContext("1", 0))
  const read = readHandshake(handshake, { method, target: "/hooks", headers, body })!
  const answer = writeAnswer(handshake, read, undefined)!
  expect([body, answer.body].map(String)).toEqual(['{"challenge":"3eZbrw1a"}', '{"challenge":"3eZbrw1a"}'])
  expect(judgeAnswer(handshake, values, { ...answer, secret: "" })).toBeUndefined()
})

test.each(["plaid", "vonage", "monday", "kinde", "fusionauth", "rfc9421"])(
  "%s has no key set that a request could lead to",
  (id) => {
    expect(findProvider(id).scheme).not.toHaveProperty("keySource")
  },
)
