import { constants, createPublicKey, createSecretKey, verify as verifyWithKey } from "node:crypto"
import { httpbis } from "http-message-signatures"
import { expect, test } from "vitest"
import type { Header } from "../../../src/domain/headers.ts"
import { secretBase64, secretEd25519, secretP256 } from "../../../src/providers/catalogue/shared-samples.ts"
import { messageSigner } from "../../../src/signing/coded/message-signature/message-algorithms.ts"
import { rfc9421 } from "../../../src/signing/coded/message-signature/rfc9421.ts"
import type { VerifyInput } from "../../../src/signing/verification.ts"
import { RFC_REQUEST, RFC_SIGNATURES } from "../../support/message-vectors.ts"
import { RSA_TEST_KEY } from "../../support/rsa-test-key.ts"

const NOW = Date.parse("2026-01-15T02:03:04Z")
const REQUEST = { method: "POST", url: "https://example.com/hooks?a=1", body: Buffer.from('{"a":1}') }
const seed = Buffer.alloc(32, 7)
const SECRETS = {
  "hmac-sha256": secretBase64(seed),
  ed25519: secretEd25519(seed),
  "ecdsa-p256-sha256": secretP256(seed),
  "rsa-pss-sha512": RSA_TEST_KEY,
}
const SHARED = SECRETS["hmac-sha256"]

const sign = (secrets: readonly string[]) =>
  rfc9421.sign({ ...REQUEST, secrets, id: "1", timestampMs: NOW, eventType: "order.created" })
const judge = async (more: Partial<VerifyInput> = {}) =>
  await rfc9421.verify({
    ...REQUEST,
    headers: more.headers ?? (await sign([SHARED])).headers,
    secrets: [SHARED],
    nowMs: NOW,
    ...more,
  })
const publicHalf = (secret: string): string =>
  createPublicKey(secret).export({ type: "spki", format: "pem" }).toString()
const replaced = (headers: readonly Header[], name: string, value: string): Header[] =>
  headers.map((header): Header => (header[0] === name ? [name, value] : header))

async function judgeVector(name: keyof typeof RFC_SIGNATURES, more: Partial<VerifyInput> = {}) {
  const { secret, input, signature } = RFC_SIGNATURES[name]
  const headers: Header[] = [...RFC_REQUEST.headers, ["Signature-Input", input], ["Signature", signature]]
  return await rfc9421.verify({ ...RFC_REQUEST, headers, secrets: [secret], ...more })
}

test.each(["B.2.2", "B.2.3"] as const)(
  "the RFC's own signature %s covers the body and verifies",
  async (name) => {
    expect(await judgeVector(name)).toMatchObject({
      verified: true,
      match: { header: "Signature", signatureIndex: 0, secretIndex: 0, form: { digest: "base64" } },
      timestamp: { value: "1618884473", ageSeconds: 0, fresh: true, signed: true },
    })
    expect(await judgeVector(name, { body: Buffer.from('{"hello": "World"}') })).toMatchObject({
      reason: "no-match",
    })
  },
)

test.each(["B.2.5", "B.2.6"] as const)(
  "the RFC's own signature %s is right and leaves the body open",
  async (name) => {
    expect(await judgeVector(name)).toMatchObject({ verified: false, reason: "downgrade", match: null })
  },
)

test("the RFC's own signature B.2.5 is no match with another secret", async () => {
  expect(await judgeVector("B.2.5", { secrets: [SHARED] })).toMatchObject({ reason: "no-match" })
})

test("the RFC's own signature B.2.5 is what signing the same components gives", async () => {
  const { secret, input, signature } = RFC_SIGNATURES["B.2.5"]
  const { method, url, headers } = RFC_REQUEST
  const signed = await httpbis.signMessage(
    {
      key: await messageSigner(createSecretKey(Buffer.from(secret, "base64")), "test-shared-secret"),
      name: "sig-b25",
      fields: ["date", "@authority", "content-type"],
      params: ["created", "keyid"],
      paramValues: { created: new Date(RFC_REQUEST.nowMs) },
    },
    { method, url, headers: Object.fromEntries(headers) },
  )
  expect(signed.headers).toMatchObject({ "Signature-Input": input, Signature: signature })
})

test.each(Object.entries(SECRETS))("%s signs, and its key verifies", async (algorithm, secret) => {
  const { headers, body, url } = await sign([secret])
  expect([body, url]).toEqual([REQUEST.body, REQUEST.url])
  expect(headers.map(([name]) => name)).toEqual(["Content-Digest", "Signature-Input", "Signature"])
  expect(headers[1]![1]).toMatch(
    /^sig1=\("@method" "@authority" "@path" "content-digest"\);created=1768442584;keyid="[\w-]+";alg="/,
  )
  expect(headers[1]![1]).toContain(`alg="${algorithm}"`)
  expect(await judge({ headers, secrets: [secret] })).toMatchObject({ verified: true, reason: "ok" })
})

test.each(["ed25519", "ecdsa-p256-sha256", "rsa-pss-sha512"] as const)(
  "%s is verified with the public key alone",
  async (algorithm) => {
    const { headers } = await sign([SECRETS[algorithm]])
    expect((await judge({ headers, secrets: [publicHalf(SECRETS[algorithm])] })).verified).toBe(true)
  },
)

test("RSA-PSS is salted with 64 bytes, as the RFC asks", async () => {
  const { headers } = await sign([RSA_TEST_KEY])
  const [digest, input, signature] = headers.map(([, value]) => value)
  const base = [
    '"@method": POST',
    '"@authority": example.com',
    '"@path": /hooks',
    `"content-digest": ${digest}`,
    `"@signature-params": ${input!.slice("sig1=".length)}`,
  ].join("\n")
  const options = {
    key: createPublicKey(RSA_TEST_KEY),
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 64,
  }
  const bytes = Buffer.from(signature!.slice("sig1=:".length, -1), "base64")
  expect(verifyWithKey("sha512", Buffer.from(base), options, bytes)).toBe(true)
})

test("rsa-v1_5-sha256 is verified where a signature names it", async () => {
  const { createSigner } = await import("http-message-signatures")
  const { headers } = await httpbis.signMessage(
    {
      key: createSigner(RSA_TEST_KEY, "rsa-v1_5-sha256"),
      name: "a",
      fields: ["content-digest"],
      params: ["created", "alg"],
      paramValues: { created: new Date(NOW) },
    },
    { ...REQUEST, headers: { "Content-Digest": (await sign([SHARED])).headers[0]![1] } },
  )
  const received = Object.entries(headers).map(([name, value]): Header => [name, String(value)])
  expect((await judge({ headers: received, secrets: [publicHalf(RSA_TEST_KEY)] })).verified).toBe(true)
  const renamed = replaced(
    received,
    "Signature-Input",
    received[2]![1].replace("rsa-v1_5-sha256", "hmac-sha256"),
  )
  expect((await judge({ headers: renamed, secrets: [publicHalf(RSA_TEST_KEY)] })).reason).toBe("no-match")
})

test("every secret signs under a label of its own, and any of them verifies", async () => {
  const { headers, signature } = await sign([SHARED, SECRETS.ed25519])
  expect(signature.value).toMatch(/^sig1=:\S+:, sig2=:\S+:$/)
  expect((await judge({ headers })).match).toMatchObject({ signatureIndex: 0, secretIndex: 0 })
  expect((await judge({ headers, secrets: [SECRETS.ed25519] })).match).toMatchObject({
    signatureIndex: 1,
    secretIndex: 0,
    form: { template: "sig2=:{signature}:" },
  })
})

test("a published key verifies, chosen by its id", async () => {
  const { headers } = await sign([SECRETS.ed25519])
  const kid = /keyid="([^"]+)"/.exec(headers[1]![1])![1]!
  const jwk = createPublicKey(SECRETS.ed25519).export({ format: "jwk" })
  const keySets = (id: string) => [JSON.stringify({ keys: [{ ...jwk, kid: id }] })]
  expect(await judge({ headers, secrets: [], keySets: keySets(kid) })).toMatchObject({
    verified: true,
    match: { secretIndex: null },
  })
  expect((await judge({ headers, secrets: [], keySets: keySets("other") })).reason).toBe("no-match")
})

test.each([
  [300, "ok"],
  [301, "stale"],
  [-300, "ok"],
  [-301, "future"],
] as const)("a right signature of age %i s is %s", async (ageSeconds, reason) => {
  expect(await judge({ nowMs: NOW + ageSeconds * 1000 })).toMatchObject({
    reason,
    match: { secretIndex: 0 },
    timestamp: { ageSeconds },
  })
})

async function withParameters(params: string): Promise<Header[]> {
  const [digest] = (await sign([SHARED])).headers
  const input = `("content-digest")${params}`
  const base = `"content-digest": ${digest![1]}\n"@signature-params": ${input}`
  const signer = await messageSigner(createSecretKey(Buffer.from(SHARED, "base64")), "k")
  const signature = (await signer.sign(Buffer.from(base))).toString("base64")
  return [digest!, ["Signature-Input", `a=${input}`], ["Signature", `a=:${signature}:`]]
}

const SECONDS = NOW / 1000

test.each([
  [`;created=${SECONDS};expires=${SECONDS + 1}`, "ok", true],
  [`;created=${SECONDS - 10};expires=${SECONDS}`, "stale", false],
  [`;expires=${SECONDS - 1}`, "stale", false],
  [`;expires=${SECONDS + 60}`, "ok", true],
  ["", "malformed", undefined],
  [`;keyid="a"`, "malformed", undefined],
  [`;created=${SECONDS}.5`, "malformed", undefined],
  [`;created="now"`, "malformed", undefined],
  [`;created=-5`, "malformed", undefined],
  [`;created=${SECONDS};expires="never"`, "malformed", undefined],
  [`;created=${SECONDS};nonce="a,b\\"c)";tag="x"`, "ok", true],
] as const)("a right signature with the parameters %j is %s", async (params, reason, fresh) => {
  const verdict = await judge({ headers: await withParameters(params) })
  expect([verdict.reason, verdict.timestamp?.fresh]).toEqual([reason, fresh])
})

test("a given tolerance is granted to created and to expires", async () => {
  const headers = await withParameters(`;created=${SECONDS - 1000};expires=${SECONDS - 500}`)
  expect((await judge({ headers })).reason).toBe("stale")
  expect((await judge({ headers, toleranceSeconds: 1000 })).reason).toBe("ok")
  expect((await judge({ headers, toleranceSeconds: 100 })).reason).toBe("stale")
})

test("a right signature without any time is accepted where no age is too old", async () => {
  const headers = await withParameters("")
  expect((await judge({ headers, toleranceSeconds: 1 })).reason).toBe("malformed")
  expect((await judge({ headers, toleranceSeconds: Infinity })).reason).toBe("ok")
})

test("signing without a secret is refused", async () => {
  await expect(sign([])).rejects.toMatchObject({ code: "SECRET_MISSING", exitCode: 2 })
})

test.each([
  ["not base64", "plain text", "The secret is not base64, which rfc9421 requires."],
  ["empty", "", "The secret is empty."],
  [
    "broken PEM",
    "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
    "The secret is no key that can be read;",
  ],
])("a secret that is %s is refused, for signing and for verifying", async (_, secret, message) => {
  const refusal = { code: "SECRET_INVALID", message: expect.stringContaining(message) }
  await expect(sign([secret])).rejects.toMatchObject(refusal)
  await expect(judge({ headers: (await sign([SHARED])).headers, secrets: [secret] })).rejects.toMatchObject(
    refusal,
  )
})
