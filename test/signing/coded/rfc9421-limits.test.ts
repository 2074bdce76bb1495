import { createHash, createSecretKey } from "node:crypto"
import { expect, test } from "vitest"
import type { Header } from "../../../src/domain/headers.ts"
import { secretBase64 } from "../../../src/providers/catalogue/shared-samples.ts"
import { contentDigestCheck } from "../../../src/signing/coded/message-signature/content-digest.ts"
import { messageSigner } from "../../../src/signing/coded/message-signature/message-algorithms.ts"
import { rfc9421 } from "../../../src/signing/coded/message-signature/rfc9421.ts"

const NOW = Date.parse("2026-01-15T02:03:04Z")
const SECRET = secretBase64(Buffer.alloc(32, 7))
const BODY = Buffer.from('{"a":1}')
const DIGEST = `sha-256=:${createHash("sha256").update(BODY).digest("base64")}:`

/** Signature-Input and Signature of one right signature over the digest and these headers. */
async function rightSignature(label: string, others: readonly Header[] = []): Promise<[string, string]> {
  const covered: Header[] = [["content-digest", DIGEST], ...others]
  const input = `(${covered.map(([name]) => `"${name}"`).join(" ")});created=${NOW / 1000}`
  const lines = [...covered, ["@signature-params", input]].map(([name, value]) => `"${name}": ${value}`)
  const signer = await messageSigner(createSecretKey(Buffer.from(SECRET, "base64")), "k")
  const signature = (await signer.sign(Buffer.from(lines.join("\n")))).toString("base64")
  return [`${label}=${input}`, `${label}=:${signature}:`]
}

const judge = async (headers: readonly Header[], body: Uint8Array = BODY) =>
  await rfc9421.verify({
    method: "POST",
    url: "https://x.example/",
    body,
    headers: [["Content-Digest", DIGEST], ...headers],
    secrets: [SECRET],
    nowMs: NOW,
  })

test.each([
  [20, "ok"],
  [21, "malformed"],
])("of %i signatures the last and right one is %s", async (count, reason) => {
  const [input, signature] = await rightSignature("right")
  const labels = Array.from({ length: count - 1 }, (_, index) => `s${index}`)
  const inputs = [...labels.map((label) => `${label}=("@method");created=1`), input]
  const signatures = [...labels.map((label) => `${label}=:AAAA:`), signature]
  const headers: Header[] = [
    ["Signature-Input", inputs.join(", ")],
    ["Signature", signatures.join(", ")],
  ]
  expect((await judge(headers)).reason).toBe(reason)
})

test.each([
  [100, "ok"],
  [101, "malformed"],
])("a right signature that covers %i components is %s", async (count, reason) => {
  const others = Array.from({ length: count - 1 }, (_, index): Header => [`x-${index}`, "1"])
  const [input, signature] = await rightSignature("a", others)
  const headers: Header[] = [...others, ["Signature-Input", input], ["Signature", signature]]
  expect((await judge(headers)).reason).toBe(reason)
})

test("a signature that covers too much does not take one beside it along", async () => {
  const [input, signature] = await rightSignature("right")
  const headers: Header[] = [
    ["Signature-Input", `huge=(${'"@method" '.repeat(101).trim()}), ${input}`],
    ["Signature", `huge=:AAAA:, ${signature}`],
  ]
  expect(await judge(headers)).toMatchObject({ reason: "ok", match: { signatureIndex: 1 } })
})

test("a body is hashed once by each algorithm, however often its digest is asked for", () => {
  const hashed: string[] = []
  const hash = (algorithm: string): Buffer => {
    hashed.push(algorithm)
    return createHash(algorithm).update(BODY).digest()
  }
  const both = `${DIGEST}, sha-512=:${createHash("sha512").update(BODY).digest("base64")}:`
  const isRight = contentDigestCheck([both], hash)
  const names = [undefined, undefined, "sha-256", "sha-512", "sha-512", "md5"]
  expect(names.map((name) => isRight(name))).toEqual([true, true, true, true, true, undefined])
  expect(hashed).toEqual(["sha256", "sha512"])
})
