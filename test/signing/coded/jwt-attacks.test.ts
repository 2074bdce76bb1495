import { createPrivateKey, createPublicKey } from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { Header } from "../../../src/domain/headers.ts"
import { secretEd25519, secretP256 } from "../../../src/providers/catalogue/shared-samples.ts"
import { jwtScheme } from "../../../src/signing/coded/jwt/jwt.ts"
import type { JwtRule } from "../../../src/signing/coded/jwt/jwt-rule.ts"
import type { CodedScheme } from "../../../src/signing/scheme.ts"
import type { VerifyInput } from "../../../src/signing/verification.ts"
import { bitFlips, textBitFlips } from "../../support/flips.ts"
import { RSA_TEST_KEY } from "../../support/rsa-test-key.ts"
import { bodyHash, handmadeToken, TOKEN_TIME_MS as NOW, tokenOf } from "../../support/tokens.ts"

const REQUEST = { method: "POST", url: "https://example.com/hooks", body: Buffer.from('{"a":1}') }
const EC = secretP256(Buffer.alloc(32, 7))
const ED = secretEd25519(Buffer.alloc(32, 7))
const SHARED = "a shared secret"

const RULE: JwtRule = {
  id: "hashed",
  recipe: { algorithm: "", key: "", content: "" },
  header: ["X-Token", "Bearer {signature}"],
  algorithms: ["ES256"],
  bodyHash: { claim: "hash", encoding: "hex" },
  claims: { iat: "{timestamp}" },
  timestamp: { unit: "s", toleranceSeconds: 300 },
}
const hashed = jwtScheme(RULE)
const anyKey = jwtScheme({ ...RULE, algorithms: ["HS256", "RS256", "ES256", "EdDSA"] })
const { header: _, bodyHash: __, ...wholeBody } = RULE
const body = jwtScheme({ ...wholeBody, id: "body" })

const CLAIMS = { iat: NOW / 1000, hash: bodyHash(REQUEST.body, "hex") }
const HEADER = { alg: "ES256", typ: "JWT" }
const ecKey = createPrivateKey(EC)
const publicPem = (secret: string): string =>
  createPublicKey(secret).export({ type: "spki", format: "pem" }).toString()

const judge = async (
  tokens: readonly string[],
  more: Partial<VerifyInput> = {},
  scheme: CodedScheme = hashed,
) =>
  await scheme.verify({
    ...REQUEST,
    headers: tokens.map((token): Header => ["X-Token", `Bearer ${token}`]),
    secrets: [EC],
    nowMs: NOW,
    ...more,
  })
const judgeValues = async (values: readonly string[]) =>
  await judge([], { headers: values.map((value): Header => ["X-Token", value]) })

async function accepted<Tampered>(
  tampered: readonly Tampered[],
  isAccepted: (one: Tampered) => Promise<boolean>,
): Promise<Tampered[]> {
  const verdicts = await Promise.all(tampered.map(isAccepted))
  return tampered.filter((_one, index) => verdicts[index])
}

test.each([
  ["ES256", EC],
  ["HS256", SHARED],
  ["RS256", RSA_TEST_KEY],
  ["EdDSA", ED],
])("%s: no header with one flipped bit is accepted", async (alg, secret) => {
  const input = { ...REQUEST, secrets: [secret], id: "1", timestampMs: NOW, eventType: "a.b" }
  const { signature } = await anyKey.sign(input)
  const isAccepted = async (value: string) =>
    (await judge([], { headers: [["X-Token", value]], secrets: [secret] }, anyKey)).verified
  expect(await isAccepted(signature.value)).toBe(true)
  expect(await accepted(textBitFlips(signature.value), isAccepted), alg).toEqual([])
})

test("no body with one flipped bit is accepted", async () => {
  const token = await tokenOf(ecKey, HEADER, CLAIMS)
  const isAccepted = async (flipped: Uint8Array) => (await judge([token], { body: flipped })).verified
  expect(await accepted(bitFlips(REQUEST.body), isAccepted)).toEqual([])
})

test("no body that is a token is accepted with one flipped bit", async () => {
  const input = { ...REQUEST, secrets: [EC], id: "1", timestampMs: NOW, eventType: "a.b" }
  const { body: sent } = await body.sign({ ...input, body: Buffer.from(JSON.stringify({ iat: NOW / 1000 })) })
  const isAccepted = async (flipped: Uint8Array) =>
    (await judge([], { headers: [], body: flipped }, body)).verified
  expect(await isAccepted(sent)).toBe(true)
  expect(await accepted(bitFlips(sent), isAccepted)).toEqual([])
})

test("neither claims nor header can be changed under a signature", async () => {
  const token = await tokenOf(ecKey, HEADER, CLAIMS)
  const [header, payload, signature] = token.split(".")
  const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url")
  const changed = [
    [header, encoded({ ...CLAIMS, iat: CLAIMS.iat + 1 }), signature],
    [header, encoded({ ...CLAIMS, hash: bodyHash(Buffer.from("{}"), "hex") }), signature],
    [encoded({ ...HEADER, kid: "x" }), payload, signature],
    [header, `${payload}=`, signature],
  ].map((parts) => parts.join("."))
  expect(await accepted(changed, async (one) => (await judge([one])).verified)).toEqual([])
})

test.each([
  ["none", "downgrade"],
  ["None", "downgrade"],
  ["", "no-match"],
  ["HS256", "no-match"],
  ["ES384", "no-match"],
  ["es256", "no-match"],
])("a token whose algorithm is %j is not verified: %s", async (alg, reason) => {
  expect(await judge([handmadeToken({ alg, typ: "JWT" }, CLAIMS)])).toMatchObject({ verified: false, reason })
})

test.each([
  ["the PEM", publicPem(EC)],
  ["the PEM without its line break", publicPem(EC).trim()],
  ["the DER bytes", createPublicKey(EC).export({ type: "spki", format: "der" })],
  ["the DER in base64", createPublicKey(EC).export({ type: "spki", format: "der" }).toString("base64")],
  ["the JWK", JSON.stringify(createPublicKey(EC).export({ format: "jwk" }))],
])("a token by HMAC with %s of the public key as its secret is refused", async (_name, key) => {
  const token = handmadeToken({ alg: "HS256", typ: "JWT" }, CLAIMS, key)
  const secret = typeof key === "string" ? key : publicPem(EC)
  expect(await judge([token], { secrets: [secret] })).toMatchObject({ reason: "no-match" })
  expect(await judge([token], { secrets: [secret] }, anyKey)).toMatchObject({ reason: "no-match" })
  const keySets = [JSON.stringify({ keys: [createPublicKey(EC).export({ format: "jwk" })] })]
  expect(await judge([token], { secrets: [], keySets }, anyKey)).toMatchObject({ reason: "no-match" })
})

test("a shared secret in a key set is never used", async () => {
  const token = handmadeToken({ alg: "HS256", typ: "JWT" }, CLAIMS, SHARED)
  const keySets = [JSON.stringify({ keys: [{ kty: "oct", k: Buffer.from(SHARED).toString("base64url") }] })]
  expect((await judge([token], { secrets: [SHARED] }, anyKey)).verified).toBe(true)
  expect(await judge([token], { secrets: [], keySets }, anyKey)).toMatchObject({ reason: "no-match" })
})

test.each([
  ["another id", { kid: "b" }, {}, "no-match"],
  ["the same id", { kid: "a" }, {}, "ok"],
  ["no id", {}, {}, "ok"],
  ["a key for another algorithm", { kid: "a" }, { alg: "ES384" }, "no-match"],
  ["a key for encryption", { kid: "a" }, { use: "enc" }, "no-match"],
  ["a key that only signs", { kid: "a" }, { key_ops: ["sign"] }, "no-match"],
])("a token with %s against a key set", async (_name, header, jwk, reason) => {
  const token = await tokenOf(ecKey, { ...HEADER, ...header }, CLAIMS)
  const keySets = [
    JSON.stringify({ keys: [{ ...createPublicKey(EC).export({ format: "jwk" }), kid: "a", ...jwk }] }),
  ]
  expect((await judge([token], { secrets: [], keySets })).reason).toBe(reason)
})

test.each([
  ["no JSON"],
  ["null"],
  ["[]"],
  ["{}"],
  ['{"keys":5}'],
  ['{"keys":[null,5,{"kty":"EC"}]}'],
  ['{"key":"x"}'],
])("a key set of %j verifies nothing and breaks nothing", async (keySet) => {
  const token = await tokenOf(ecKey, HEADER, CLAIMS)
  expect(await judge([token], { secrets: [], keySets: [keySet] })).toMatchObject({ reason: "no-match" })
  expect(await judge([token], { keySets: [keySet] })).toMatchObject({ reason: "ok" })
})

test.each([
  ["JWT", "ok"],
  ["jwt", "ok"],
  [undefined, "ok"],
  ["at+jwt", "malformed"],
  ["dpop+jwt", "malformed"],
  [5, "malformed"],
])("a token of the type %j is %s", async (typ, reason) => {
  const token = await tokenOf(ecKey, { alg: "ES256", ...(typ !== undefined && { typ }) }, CLAIMS)
  expect((await judge([token])).reason).toBe(reason)
})

test("a token with an extension that has to be understood is not accepted", async () => {
  const [, payload, signature] = (await tokenOf(ecKey, HEADER, CLAIMS)).split(".")
  const header = Buffer.from(JSON.stringify({ ...HEADER, crit: ["exp"], exp: 1 })).toString("base64url")
  expect(await judge([`${header}.${payload}.${signature}`])).toMatchObject({ verified: false })
})

test.each([
  ["a hash of another body", { ...CLAIMS, hash: bodyHash(Buffer.from("{}"), "hex") }, "no-match"],
  ["a hash in capitals", { ...CLAIMS, hash: CLAIMS.hash.toUpperCase() }, "no-match"],
  ["a hash in base64", { ...CLAIMS, hash: bodyHash(REQUEST.body, "base64") }, "no-match"],
  ["an empty hash", { ...CLAIMS, hash: "" }, "no-match"],
  ["a cut hash", { ...CLAIMS, hash: CLAIMS.hash.slice(0, 62) }, "no-match"],
  ["no hash", { iat: CLAIMS.iat }, "downgrade"],
  ["a hash that is no text", { ...CLAIMS, hash: 5 }, "downgrade"],
  ["claims that are a list", [CLAIMS], "malformed"],
  ["claims that are text", "claims", "malformed"],
])("a right signature over %s does not verify: %s", async (_name, claims, reason) => {
  const token = await tokenOf(ecKey, HEADER, claims)
  expect(await judge([token])).toMatchObject({ verified: false, reason })
})

test("a token of another scheme's claims does not cover this body", async () => {
  const claims = { iat: CLAIMS.iat, payload_hash: CLAIMS.hash }
  expect(await judge([await tokenOf(ecKey, HEADER, claims)])).toMatchObject({ reason: "downgrade" })
})

test("without its header a request is told to lack it", async () => {
  expect(await judge([])).toMatchObject({ reason: "header-missing" })
  expect(await judge([], { headers: [], body: Buffer.alloc(0) }, body)).toMatchObject({
    reason: "header-missing",
  })
})

test.each([
  ["an empty header", [""]],
  ["only the word before the token", ["Bearer "]],
  ["no word before the token", ["eyJhbGciOiJFUzI1NiJ9.e30.AAAA"]],
  ["another word before the token", ["Basic eyJhbGciOiJFUzI1NiJ9.e30.AAAA"]],
  ["two parts", ["Bearer eyJhbGciOiJFUzI1NiJ9.e30"]],
  ["four parts", ["Bearer eyJhbGciOiJFUzI1NiJ9.e30.AAAA.AAAA"]],
  ["an encrypted token", ["Bearer eyJhbGciOiJFUzI1NiJ9.e30.AAAA.AAAA.AAAA"]],
  ["a header that is no JSON", ["Bearer AAAA.e30.AAAA"]],
  ["a header that is a list", ["Bearer W10.e30.AAAA"]],
  ["no payload", ["Bearer eyJhbGciOiJFUzI1NiJ9..AAAA"]],
  ["padding", ["Bearer eyJhbGciOiJFUzI1NiJ9.e30=.AAAA"]],
  ["the other alphabet", ["Bearer eyJhbGciOiJFUzI1NiJ9.e30.++++"]],
  ["bits that do not count", ["Bearer eyJhbGciOiJFUzI1NiJ9.e31.AAAA"]],
  ["a line break", ["Bearer eyJhbGciOiJFUzI1NiJ9.e30\n.AAAA"]],
])("%s is malformed", async (_name, values) => {
  expect(await judgeValues(values)).toMatchObject({ verified: false, reason: "malformed" })
})

test("two headers joined by a proxy are malformed, and two that are apart are both read", async () => {
  const token = await tokenOf(ecKey, HEADER, CLAIMS)
  expect(await judgeValues([`Bearer ${token}, Bearer ${token}`])).toMatchObject({ reason: "malformed" })
  const stale = await tokenOf(ecKey, HEADER, { ...CLAIMS, iat: 1 })
  const values = ["", `Bearer ${stale}`, `Bearer ${token}`]
  expect(await judgeValues(values)).toMatchObject({ verified: true, match: { signatureIndex: 2 } })
  expect(await judgeValues(values.slice(0, 2))).toMatchObject({
    reason: "stale",
    match: { signatureIndex: 1 },
  })
})

test("nothing that comes from outside makes it throw, or pass", async () => {
  const token = await tokenOf(ecKey, HEADER, CLAIMS)
  const parts = [...token.split("."), "e30", "W10", ".", "..", "", "Bearer ", " ", "eyJhbGciOiJub25lIn0"]
  const value = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...parts), { maxLength: 6 }).map((list) => list.join(".")),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(value, { maxLength: 3 }), fc.uint8Array(), async (values, bytes) => {
      const headers = values.map((one): Header => ["X-Token", `Bearer ${one}`])
      const [first, second] = await Promise.all([
        judge([], { headers, body: bytes }),
        judge([], { headers: [], body: Buffer.from(values.join(".")) }, body),
      ])
      expect([first!.verified, second!.verified]).toEqual([false, false])
    }),
  )
})
