import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign as signWithKey,
  verify as verifyWithKey,
} from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import { firstHeader, type Header } from "../../../src/domain/headers.ts"
import { secretEd25519, secretP256 } from "../../../src/providers/catalogue/shared-samples.ts"
import { falScheme } from "../../../src/signing/coded/fal.ts"
import type { VerifyInput } from "../../../src/signing/verification.ts"
import { bitFlips, textBitFlips } from "../../support/flips.ts"

const NOW = Date.parse("2026-01-15T02:03:04Z")
const REQUEST = { method: "POST", url: "https://example.com/hooks", body: Buffer.from('{"status":"OK"}') }
const SECRET = secretEd25519(Buffer.alloc(32, 7))
const OTHER = secretEd25519(Buffer.alloc(32, 8))
const [ID, USER, TIMESTAMP, SIGNATURE] = ["Request-Id", "User-Id", "Timestamp", "Signature"].map(
  (name) => `X-Fal-Webhook-${name}`,
) as [string, string, string, string]

const signed = async () =>
  await falScheme.sign({ ...REQUEST, secrets: [SECRET], id: "123e4567", timestampMs: NOW, eventType: "OK" })
const judge = async (more: Partial<VerifyInput> = {}) =>
  await falScheme.verify({
    ...REQUEST,
    headers: more.headers ?? (await signed()).headers,
    secrets: [SECRET],
    nowMs: NOW,
    ...more,
  })
const replaced = (headers: readonly Header[], name: string, value: string): Header[] =>
  headers.map((header): Header => (header[0] === name ? [name, value] : header))
const keySetOf = (...secrets: string[]): string =>
  JSON.stringify({ keys: secrets.map((secret) => createPublicKey(secret).export({ format: "jwk" })) })

async function accepted<Tampered>(
  tampered: readonly Tampered[],
  isAccepted: (one: Tampered) => Promise<boolean>,
): Promise<Tampered[]> {
  const verdicts = await Promise.all(tampered.map(isAccepted))
  return tampered.filter((_, index) => verdicts[index])
}

test("what is signed are the four lines of fal's page", async () => {
  const { headers, signature } = await signed()
  expect(headers).toEqual([
    [ID, "123e4567"],
    [USER, "user_demo"],
    [TIMESTAMP, String(NOW / 1000)],
    [SIGNATURE, signature.value],
  ])
  const hash = createHash("sha256").update(REQUEST.body).digest("hex")
  const lines = `123e4567\nuser_demo\n${NOW / 1000}\n${hash}`
  const bytes = Buffer.from(signature.value, "hex")
  expect(verifyWithKey(null, Buffer.from(lines), createPublicKey(SECRET), bytes)).toBe(true)
})

test.each([
  ["the private key", { secrets: [SECRET] }, { secretIndex: 0 }],
  ["an older key", { secrets: [OTHER, SECRET] }, { secretIndex: 1 }],
  ["any key of the key set", { secrets: [], keySets: [keySetOf(OTHER, SECRET)] }, { secretIndex: null }],
  [
    "the only key of its kind",
    { secrets: [], keySets: [keySetOf(secretP256(Buffer.alloc(32, 7)), SECRET)] },
    {},
  ],
  ["32 bytes in hexadecimal", { secrets: [rawKey("hex")] }, { secretIndex: 0 }],
  ["32 bytes in base64", { secrets: [rawKey("base64")] }, { secretIndex: 0 }],
])("%s verifies", async (_, more, match) => {
  expect(await judge(more)).toMatchObject({
    verified: true,
    match: { header: SIGNATURE, signatureIndex: 0, ...match },
    timestamp: { ageSeconds: 0, fresh: true, signed: true },
  })
})

function rawKey(encoding: "hex" | "base64"): string {
  return createPublicKey(SECRET).export({ type: "spki", format: "der" }).subarray(-32).toString(encoding)
}

test("its keys are at fal's own address, whatever a request says", () => {
  const headers: Header[] = [["X-Fal-Webhook-Jwks", "https://example.org/keys"]]
  expect(falScheme.keySource?.({ headers, body: Buffer.from("https://example.org") })).toEqual({
    url: "https://rest.fal.ai/.well-known/jwks.json",
    kind: "jwks",
  })
})

test.each([
  [300, "ok"],
  [301, "stale"],
  [-300, "ok"],
  [-301, "future"],
] as const)("a right signature of age %i s is %s", async (ageSeconds, reason) => {
  expect(await judge({ nowMs: NOW + ageSeconds * 1000 })).toMatchObject({
    reason,
    match: {},
    timestamp: { ageSeconds },
  })
})

test("a right signature over a timestamp that is no time is malformed", async () => {
  const { headers } = await signed()
  const changed = replaced(headers, TIMESTAMP, "yesterday")
  const lines = [ID, USER, TIMESTAMP].map((name) => firstHeader(changed, name))
  const content = [...lines, createHash("sha256").update(REQUEST.body).digest("hex")].join("\n")
  const signature = signWithKey(null, Buffer.from(content), createPrivateKey(SECRET)).toString("hex")
  expect(await judge({ headers: replaced(changed, SIGNATURE, signature) })).toMatchObject({
    reason: "malformed",
  })
})

test("no body with one flipped bit is accepted", async () => {
  const isAccepted = async (body: Uint8Array) => (await judge({ body })).verified
  expect(await accepted(bitFlips(REQUEST.body), isAccepted)).toEqual([])
})

test.each([ID, USER, TIMESTAMP, SIGNATURE])("no %s with one flipped bit is accepted", async (name) => {
  const { headers } = await signed()
  const flips = textBitFlips(firstHeader(headers, name)!)
  const isAccepted = async (value: string) =>
    (await judge({ headers: replaced(headers, name, value) })).verified
  expect(await accepted(flips, isAccepted)).toEqual([])
})

test.each([
  [ID, undefined, "header-missing"],
  [USER, undefined, "header-missing"],
  [TIMESTAMP, undefined, "header-missing"],
  [SIGNATURE, undefined, "header-missing"],
  [ID, "", "header-missing"],
  [USER, "", "header-missing"],
  [TIMESTAMP, "", "header-missing"],
  [SIGNATURE, "", "malformed"],
  [SIGNATURE, "00", "malformed"],
  [SIGNATURE, "zz".repeat(64), "malformed"],
  [SIGNATURE, "AB".repeat(64), "malformed"],
  [SIGNATURE, "ab".repeat(64), "no-match"],
  [ID, "a\nb", "malformed"],
] as const)("%s: %j is %s", async (name, value, reason) => {
  const { headers } = await signed()
  const changed =
    value === undefined ? headers.filter(([one]) => one !== name) : replaced(headers, name, value)
  expect(await judge({ headers: changed })).toMatchObject({ verified: false, reason })
})

test("of two signatures either may be right, and the first of two ids counts", async () => {
  const { headers } = await signed()
  const twice: Header[] = [[SIGNATURE, "ab".repeat(64)], ...headers]
  expect((await judge({ headers: twice })).match).toMatchObject({ signatureIndex: 1 })
  expect(await judge({ headers: [[ID, "other"], ...headers] })).toMatchObject({ reason: "no-match" })
})

test.each([
  ["another key", { secrets: [OTHER] }],
  ["no key", { secrets: [] }],
  ["a set of other keys", { secrets: [], keySets: [keySetOf(OTHER)] }],
  ["a key set that is none", { secrets: [], keySets: ["no JSON"] }],
])("it does not verify with %s", async (_, more) => {
  expect(await judge(more)).toMatchObject({ verified: false, reason: "no-match" })
})

test("a secret that is no Ed25519 key is refused", async () => {
  const refusal = { code: "SECRET_INVALID" }
  const input = { ...REQUEST, id: "1", timestampMs: NOW, eventType: "OK" }
  await expect(judge({ secrets: ["text"] })).rejects.toMatchObject(refusal)
  await expect(judge({ secrets: [secretP256(Buffer.alloc(32, 7))] })).rejects.toMatchObject(refusal)
  await expect(falScheme.sign({ ...input, secrets: [rawKey("hex")] })).rejects.toMatchObject(refusal)
  await expect(falScheme.sign({ ...input, secrets: [] })).rejects.toMatchObject({ code: "SECRET_MISSING" })
})

test("nothing that comes from outside makes it throw, or pass", async () => {
  const { headers } = await signed()
  const names = fc.constantFrom(ID, USER, TIMESTAMP, SIGNATURE)
  await fc.assert(
    fc.asyncProperty(names, fc.string(), fc.uint8Array(), async (name, value, body) => {
      fc.pre(value !== firstHeader(headers, name))
      expect((await judge({ headers: replaced(headers, name, value), body })).verified).toBe(false)
    }),
  )
})
