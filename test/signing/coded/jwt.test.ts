import { createPrivateKey, createPublicKey } from "node:crypto"
import { expect, test } from "vitest"
import type { Header } from "../../../src/domain/headers.ts"
import { secretEd25519, secretP256 } from "../../../src/providers/catalogue/shared-samples.ts"
import { jwtScheme } from "../../../src/signing/coded/jwt/jwt.ts"
import type { JwtRule } from "../../../src/signing/coded/jwt/jwt-rule.ts"
import { thumbprint } from "../../../src/signing/coded/key-material.ts"
import { type CodedScheme, withSignatureHeader } from "../../../src/signing/scheme.ts"
import type { VerifyInput } from "../../../src/signing/verification.ts"
import { bodyHash, TOKEN_TIME_MS as NOW, tokenOf } from "../../support/tokens.ts"
import { OTHER_RSA_KEY, SHORT_RSA_KEY, RSA_TEST_KEY } from "../../support/rsa-test-key.ts"

const REQUEST = { method: "POST", url: "https://example.com/hooks", body: Buffer.from('{"a":1.0}') }
const EC = secretP256(Buffer.alloc(32, 7))
const ED = secretEd25519(Buffer.alloc(32, 7))
const SHARED = "a shared secret"
const recipe = { algorithm: "", key: "", content: "" }

const RULE: JwtRule = {
  id: "hashed",
  recipe,
  header: ["X-Token", "{signature}"],
  algorithms: ["ES256"],
  bodyHash: { claim: "hash", encoding: "hex" },
  claims: { iat: "{timestamp}" },
  timestamp: { unit: "s", toleranceSeconds: 300 },
}
const hashed = jwtScheme(RULE)
const anyKey = jwtScheme({ ...RULE, algorithms: ["HS256", "HS384", "RS256", "RS512", "ES256", "EdDSA"] })
const body = jwtScheme({ id: "body", recipe, algorithms: ["RS256"], timestamp: { unit: "iso", at: "/at" } })

const sign = async (scheme: CodedScheme, secrets: readonly string[], more: object = {}) =>
  await scheme.sign({ ...REQUEST, secrets, id: "evt_1", timestampMs: NOW, eventType: "a.b", ...more })
const judge = async (scheme: CodedScheme, headers: readonly Header[], more: Partial<VerifyInput> = {}) =>
  await scheme.verify({ ...REQUEST, headers, secrets: [EC], nowMs: NOW, ...more })
const publicPem = (secret: string): string =>
  createPublicKey(secret).export({ type: "spki", format: "pem" }).toString()
const jwkOf = (secret: string) => createPublicKey(secret).export({ format: "jwk" })
const partOf = (token: string, part: 0 | 1): unknown =>
  JSON.parse(Buffer.from(token.split(".")[part]!, "base64url").toString())

test("the token says how it is signed, when, and what the hash of the body is", async () => {
  const { headers, body: sent, signature, url } = await sign(hashed, [EC])
  expect([headers, sent, url]).toEqual([[["X-Token", signature.value]], REQUEST.body, REQUEST.url])
  expect(signature).toMatchObject({ header: "X-Token", field: null })
  const kid = await thumbprint(createPublicKey(EC))
  expect(partOf(signature.value, 0)).toEqual({ alg: "ES256", kid, typ: "JWT" })
  expect(partOf(signature.value, 1)).toEqual({ iat: NOW / 1000, hash: bodyHash(REQUEST.body, "hex") })
})

test("claims are filled in, times as numbers, and the same for every attempt but for the time", async () => {
  const claims = { iat: "{timestamp}", exp: "{expires}", jti: "{uuid}", aud: "{url}", sub: "{id}", n: 5 }
  const scheme = jwtScheme({ ...RULE, claims, lifetimeSeconds: 60 })
  const [first, second] = await Promise.all(
    [0, 1000].map(async (wait) => await sign(scheme, [EC], { timestampMs: NOW + wait })),
  )
  const said = partOf(first!.signature.value, 1)
  expect(said).toEqual({
    iat: NOW / 1000,
    exp: NOW / 1000 + 60,
    jti: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
    aud: REQUEST.url,
    sub: "evt_1",
    n: 5,
    hash: bodyHash(REQUEST.body, "hex"),
  })
  expect(partOf(second!.signature.value, 1)).toEqual({
    ...(said as object),
    iat: NOW / 1000 + 1,
    exp: NOW / 1000 + 61,
  })
})

test.each([
  ["a private key", EC],
  ["its public key", publicPem(EC)],
  ["its public key as a JWK", JSON.stringify(jwkOf(EC))],
  [
    "its public key in base64",
    createPublicKey(EC).export({ type: "spki", format: "der" }).toString("base64"),
  ],
])("%s verifies", async (_, secret) => {
  const { headers } = await sign(hashed, [EC])
  expect(await judge(hashed, headers, { secrets: [secret] })).toEqual({
    verified: true,
    reason: "ok",
    scheme: "hashed",
    match: {
      header: "X-Token",
      field: null,
      signatureIndex: 0,
      secretIndex: 0,
      bodyForm: "raw",
      urlForm: "raw",
      form: { template: "{signature}", digest: "utf8" },
    },
    timestamp: { value: String(NOW / 1000), ageSeconds: 0, fresh: true, signed: true },
  })
})

test.each([
  ["HS256", SHARED, SHARED],
  ["RS256", RSA_TEST_KEY, publicPem(RSA_TEST_KEY)],
  ["ES256", EC, publicPem(EC)],
  ["EdDSA", ED, publicPem(ED)],
])("where keys of many kinds are taken, the kind of the key decides: %s", async (alg, signing, verifying) => {
  const { headers, signature } = await sign(anyKey, [signing])
  expect(partOf(signature.value, 0)).toMatchObject({ alg })
  expect(await judge(anyKey, headers, { secrets: [verifying] })).toMatchObject({ verified: true })
})

test("an algorithm is taken that is among the allowed ones, though another would sign", async () => {
  const claims = { iat: NOW / 1000, hash: bodyHash(REQUEST.body, "hex") }
  const allowed = await tokenOf(createPrivateKey(RSA_TEST_KEY), { alg: "RS512" }, claims)
  const other = await tokenOf(createPrivateKey(RSA_TEST_KEY), { alg: "RS384" }, claims)
  const secrets = [RSA_TEST_KEY]
  expect(await judge(anyKey, [["X-Token", allowed]], { secrets })).toMatchObject({ verified: true })
  expect(await judge(anyKey, [["X-Token", other]], { secrets })).toMatchObject({ reason: "no-match" })
})

test("the token can be the whole body: its payload are the event's bytes as they were", async () => {
  const event = Buffer.from('{ "at":"2026-01-15T02:03:04.000Z", "n":1.0 }')
  const { headers, body: sent, signature } = await sign(body, [RSA_TEST_KEY], { body: event })
  expect([headers, signature]).toEqual([[], { header: null, field: "", value: Buffer.from(sent).toString() }])
  expect(body.eventIn?.(sent)).toEqual(event)
  expect(await judge(body, [], { body: sent, secrets: [RSA_TEST_KEY] })).toMatchObject({
    verified: true,
    match: { header: null, field: "" },
    timestamp: { value: "2026-01-15T02:03:04.000Z", ageSeconds: 0, fresh: null },
  })
})

test.each(["[]", "text", "", '"a"', "null"])("a body of %j cannot be sent as a token", async (text) => {
  await expect(sign(body, [RSA_TEST_KEY], { body: Buffer.from(text) })).rejects.toMatchObject({
    code: "DATA_INVALID",
  })
})

test("a key of a set is chosen by its id, and no secret is said to have matched", async () => {
  const { headers } = await sign(hashed, [EC])
  const kid = await thumbprint(createPublicKey(EC))
  const keys = [
    jwkOf(RSA_TEST_KEY),
    { ...jwkOf(secretP256(Buffer.alloc(32, 9))), kid: "other" },
    { ...jwkOf(EC), kid },
  ]
  const keySets = [JSON.stringify({ keys })]
  expect(await judge(hashed, headers, { secrets: [], keySets })).toMatchObject({
    verified: true,
    match: { secretIndex: null },
  })
})

test("a private key given as a JWK signs under its own id", async () => {
  const jwk = JSON.stringify({ ...createPrivateKey(EC).export({ format: "jwk" }), kid: "bfbd5111" })
  const { headers, signature } = await sign(hashed, [jwk])
  expect(partOf(signature.value, 0)).toMatchObject({ kid: "bfbd5111" })
  const keySets = [JSON.stringify({ key: { ...jwkOf(EC), kid: "bfbd5111", alg: "ES256", use: "sig" } })]
  expect((await judge(hashed, headers, { secrets: [], keySets })).verified).toBe(true)
})

test("an older secret is said to have matched", async () => {
  const { headers } = await sign(hashed, [EC])
  const newer = secretP256(Buffer.alloc(32, 9))
  expect((await judge(hashed, headers, { secrets: [newer, EC] })).match).toMatchObject({ secretIndex: 1 })
})

test("a copy of the scheme with another header or tolerance signs and verifies by those", async () => {
  const renamed = withSignatureHeader(hashed, "X-Other")
  const patient: CodedScheme = { ...renamed, timestamp: { unit: "s", toleranceSeconds: 1000 } }
  const { headers } = await sign(renamed, [EC])
  expect(headers.map(([name]) => name)).toEqual(["X-Other"])
  expect(await judge(renamed, headers)).toMatchObject({ verified: true, match: { header: "X-Other" } })
  expect((await judge(renamed, headers, { nowMs: NOW + 500_000 })).reason).toBe("stale")
  expect((await judge(patient, headers, { nowMs: NOW + 500_000 })).reason).toBe("ok")
})

test("signing without a secret is refused", async () => {
  await expect(sign(hashed, [])).rejects.toMatchObject({ code: "SECRET_MISSING", exitCode: 2 })
})

const NO_KEY = "The secret is no key that can be read; hashed uses an ECDSA (P-256) key."

test.each([
  ["text", "secret", NO_KEY],
  ["empty", "", NO_KEY],
  ["an RSA key", RSA_TEST_KEY, "The key given is an RSA key; hashed uses an ECDSA (P-256) key."],
  ["an Ed25519 key", ED, "The key given is an Ed25519 key; hashed uses an ECDSA (P-256) key."],
  ["a broken PEM", EC.slice(0, 80), NO_KEY],
])("a secret that is %s is refused without being shown", async (_, secret, message) => {
  const refusal = { code: "SECRET_INVALID", message }
  expect(() => hashed.checkSecret?.(secret)).toThrow(expect.objectContaining(refusal))
  await expect(sign(hashed, [secret])).rejects.toMatchObject(refusal)
  const { headers } = await sign(hashed, [EC])
  await expect(judge(hashed, headers, { secrets: [secret] })).rejects.toMatchObject(refusal)
})

test("a public key cannot sign", async () => {
  await expect(sign(hashed, [publicPem(EC)])).rejects.toMatchObject({
    code: "SECRET_INVALID",
    message: "The key given is a public key; hashed signs with a private one.",
  })
})

test.each([
  [
    "a short RSA key",
    SHORT_RSA_KEY,
    /^The key given is an RSA key of 1024 bits; hashed uses a shared secret, an RSA/,
  ],
  ["an empty secret", "", /^The secret is empty\.$/],
  ["a broken JWK", '{"kty":"RSA"', /^The secret is no key that can be read;/],
])("where a shared secret is taken as well, %s is refused all the same", async (_, secret, message) => {
  await expect(sign(anyKey, [secret])).rejects.toMatchObject({
    code: "SECRET_INVALID",
    message: expect.stringMatching(message),
  })
})

test.each([
  ["a token in its header", hashed, [["x-token", "a.b.c"]], "", false],
  ["a token that can be read", hashed, [["x-token", "eyJhbGciOiJFUzI1NiJ9.e30.AAAA"]], "", true],
  ["other text in its header", hashed, [["X-Token", "Basic YTpi"]], "", false],
  ["a body that is a token", body, [], "eyJhbGciOiJFUzI1NiJ9.e30.AAAA", true],
  ["a body that is JSON", body, [], "{}", false],
] as const)("a request is recognised by %s", (_, scheme, headers, text, isCarried) => {
  expect(scheme.isCarried?.({ headers, body: Buffer.from(text) })).toBe(isCarried)
})

test("the token of another key is none of this one's", async () => {
  const event = Buffer.from('{"at":"2026-01-15T02:03:04.000Z"}')
  const { body: sent } = await sign(body, [RSA_TEST_KEY], { body: event })
  expect(await judge(body, [], { body: sent, secrets: [OTHER_RSA_KEY] })).toMatchObject({
    reason: "no-match",
  })
})
