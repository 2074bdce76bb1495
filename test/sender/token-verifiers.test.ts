import { createHash, createPublicKey, timingSafeEqual } from "node:crypto"
import { createLocalJWKSet, decodeProtectedHeader, importJWK, jwtVerify } from "jose"
import { expect, test } from "vitest"
import { firstHeader } from "../../src/domain/headers.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { signRequest } from "../../src/sender/sign-request.ts"
import { secretOf } from "../support/fixtures.ts"

// Each test verifies as the provider's page tells its customers to, with jose and without this project's code.

const timeMs = Date.parse("2026-01-15T02:03:04Z")
const currentDate = new Date(timeMs)

async function requestOf(id: string) {
  const provider = findProvider(id)
  const type = provider.events[0]!.type
  const payload = buildPayload({ provider, type, timeMs, seed: "proofs" })
  const secret = secretOf(provider)!
  const url = `https://example.com/webhooks/${id}`
  const request = {
    provider,
    type,
    id: payload.id,
    timeMs,
    method: "POST",
    url,
    body: payload.body,
    secrets: [secret],
  }
  return { ...(await signRequest(request)), secret, url, event: payload.body.toString() }
}

/** As a provider publishes it. */
function jwkOf(secret: string, kid: string | undefined, alg: string) {
  return { ...createPublicKey(secret).export({ format: "jwk" }), kid: kid ?? "", alg, use: "sig" }
}

const sha256 = (body: Uint8Array, encoding: "hex" | "base64"): string =>
  createHash("sha256").update(body).digest(encoding)

test("Plaid: the token verifies with the JWK of its kid, is not older than five minutes and holds the hash", async () => {
  const { headers, body, secret } = await requestOf("plaid")
  const token = firstHeader(headers, "plaid-verification")!
  const { alg, kid, typ } = decodeProtectedHeader(token)
  expect([alg, typ]).toEqual(["ES256", "JWT"])
  const key = await importJWK(jwkOf(secret, kid, "ES256"))
  const { payload } = await jwtVerify(token, key, { maxTokenAge: "5 min", currentDate })
  const claimed = Buffer.from(String(payload["request_body_sha256"]))
  expect(timingSafeEqual(claimed, Buffer.from(sha256(body, "hex")))).toBe(true)
  expect(Object.keys(payload)).toEqual(["iat", "request_body_sha256"])
  const late = new Date(timeMs + 301_000)
  await expect(jwtVerify(token, key, { maxTokenAge: "5 min", currentDate: late })).rejects.toThrow("iat")
})

test("Vonage: the bearer token verifies with the signature secret and holds the hash and the claims of the page", async () => {
  const { headers, body, secret } = await requestOf("vonage")
  const [scheme, token] = firstHeader(headers, "authorization")!.split(" ")
  expect(scheme).toBe("Bearer")
  const { payload, protectedHeader } = await jwtVerify(token!, Buffer.from(secret), {
    algorithms: ["HS256"],
    currentDate,
  })
  expect(protectedHeader).toEqual({ alg: "HS256", typ: "JWT" })
  expect(payload).toEqual({
    iat: timeMs / 1000,
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    iss: "Vonage",
    payload_hash: sha256(body, "hex"),
    api_key: expect.any(String),
    application_id: expect.any(String),
  })
})

test("monday.com: the token verifies with the signing secret, names the endpoint and expires", async () => {
  const { headers, secret, url } = await requestOf("monday")
  const token = firstHeader(headers, "authorization")!
  const options = { audience: url, algorithms: ["HS256"], currentDate }
  const { payload } = await jwtVerify(token, Buffer.from(secret), options)
  expect(Object.keys(payload).toSorted()).toEqual([
    "accountId",
    "aud",
    "exp",
    "iat",
    "shortLivedToken",
    "userId",
  ])
  const late = new Date(timeMs + 301_000)
  await expect(jwtVerify(token, Buffer.from(secret), { ...options, currentDate: late })).rejects.toThrow(
    "exp",
  )
})

test("Kinde: the body is a token that verifies against the key set, and its payload is the event", async () => {
  const { headers, body, secret, event } = await requestOf("kinde")
  const token = Buffer.from(body).toString()
  const { kid, alg } = decodeProtectedHeader(token)
  expect([alg, firstHeader(headers, "content-type")]).toEqual(["RS256", "application/jwt"])
  const other = secretOf(findProvider("plaid"))!
  const keySet = createLocalJWKSet({ keys: [jwkOf(other, "other", "ES256"), jwkOf(secret, kid, "RS256")] })
  const { payload } = await jwtVerify(token, keySet)
  expect(payload).toEqual(JSON.parse(event))
})

test("FusionAuth: the token verifies and holds the hash in base64", async () => {
  const { headers, body, secret } = await requestOf("fusionauth")
  const token = firstHeader(headers, "x-fusionauth-signature-jwt")!
  const { payload } = await jwtVerify(token, Buffer.from(secret))
  expect(payload).toEqual({ request_body_sha256: sha256(body, "base64") })
})
