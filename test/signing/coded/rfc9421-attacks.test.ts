import { createHash, createPublicKey, createSecretKey } from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { Header } from "../../../src/domain/headers.ts"
import { secretBase64, secretEd25519 } from "../../../src/providers/catalogue/shared-samples.ts"
import { signingKey } from "../../../src/signing/coded/key-material.ts"
import { messageSigner } from "../../../src/signing/coded/message-signature/message-algorithms.ts"
import { rfc9421 } from "../../../src/signing/coded/message-signature/rfc9421.ts"
import type { VerifyInput } from "../../../src/signing/verification.ts"
import { bitFlips, textBitFlips } from "../../support/flips.ts"

const NOW = Date.parse("2026-01-15T02:03:04Z")
const REQUEST = { method: "POST", url: "https://example.com/hooks?a=1", body: Buffer.from('{"a":1}') }
const SECRET = secretBase64(Buffer.alloc(32, 7))
const OTHER = secretBase64(Buffer.alloc(32, 8))

const signed = async (): Promise<readonly Header[]> =>
  (
    await rfc9421.sign({
      ...REQUEST,
      secrets: [SECRET],
      id: "1",
      timestampMs: NOW,
      eventType: "order.created",
    })
  ).headers
const judge = async (headers: readonly Header[], more: Partial<VerifyInput> = {}) =>
  await rfc9421.verify({ ...REQUEST, headers, secrets: [SECRET], nowMs: NOW, ...more })
const replaced = (headers: readonly Header[], name: string, value: string): Header[] =>
  headers.map((header): Header => (header[0] === name ? [name, value] : header))

async function accepted<Tampered>(
  tampered: readonly Tampered[],
  isAccepted: (one: Tampered) => Promise<boolean>,
): Promise<Tampered[]> {
  const verdicts = await Promise.all(tampered.map(isAccepted))
  return tampered.filter((_, index) => verdicts[index])
}

/** Headers with a signature over these components, made as the RFC says, and whatever else is given. */
async function signedOver(lines: readonly (readonly [string, string])[], others: readonly Header[]) {
  const input = `(${lines.map(([component]) => component).join(" ")});created=${NOW / 1000}`
  const base = [...lines, ['"@signature-params"', input]]
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n")
  const signer = await messageSigner(createSecretKey(Buffer.from(SECRET, "base64")), "k")
  const signature = (await signer.sign(Buffer.from(base))).toString("base64")
  const headers: Header[] = [...others, ["Signature-Input", `a=${input}`], ["Signature", `a=:${signature}:`]]
  return headers
}

const digestOf = (hash: "sha256" | "sha512" | "md5", body: Uint8Array = REQUEST.body): string =>
  `:${createHash(hash).update(body).digest("base64")}:`

test("no body with one flipped bit is accepted", async () => {
  const headers = await signed()
  const flips = bitFlips(REQUEST.body)
  expect(await accepted(flips, async (body) => (await judge(headers, { body })).verified)).toEqual([])
})

test.each(["Content-Digest", "Signature-Input", "Signature"])(
  "no %s header with one flipped bit is accepted",
  async (name) => {
    const headers = await signed()
    const flips = textBitFlips(headers.find((header) => header[0] === name)![1])
    const isAccepted = async (value: string) => (await judge(replaced(headers, name, value))).verified
    expect(await accepted(flips, isAccepted)).toEqual([])
  },
)

test("a body that was replaced together with its digest is not accepted", async () => {
  const body = Buffer.from('{"a":2}')
  const headers = replaced(await signed(), "Content-Digest", `sha-256=${digestOf("sha256", body)}`)
  expect(await judge(headers, { body })).toMatchObject({ verified: false, reason: "no-match" })
})

test.each([
  ["another method", { method: "PUT" }],
  ["another host", { url: "https://example.org/hooks?a=1" }],
  ["another path", { url: "https://example.com/hooks/?a=1" }],
  ["no URL", { url: "" }],
  ["another secret", { secrets: [OTHER] }],
  ["no secret", { secrets: [] }],
])("a signature does not fit %s", async (_, more) => {
  expect(await judge(await signed(), more)).toMatchObject({
    verified: false,
    reason: "no-match",
    match: null,
  })
})

const DIGEST: Header = ["Content-Digest", `sha-256=${digestOf("sha256")}`]
const BOTH: Header = ["Content-Digest", `sha-256=${digestOf("sha256")}, sha-512=${digestOf("sha512")}`]
const ONE_WRONG: Header = [
  "Content-Digest",
  `sha-256=${digestOf("sha256")}, sha-512=${digestOf("sha512", Buffer.of(0))}`,
]
const OLD: Header = ["Content-Digest", `md5=${digestOf("md5")}`]

test.each([
  ["nothing", [], [DIGEST], "downgrade"],
  ["only the method", [['"@method"', "POST"]], [DIGEST], "downgrade"],
  ["a digest", [['"content-digest"', DIGEST[1]]], [DIGEST], "ok"],
  ["two digests", [['"content-digest"', BOTH[1]]], [BOTH], "ok"],
  ["two digests of which one is wrong", [['"content-digest"', ONE_WRONG[1]]], [ONE_WRONG], "no-match"],
  ["a digest by a hash that proves nothing", [['"content-digest"', OLD[1]]], [OLD], "downgrade"],
  ["one digest by its name", [['"content-digest";key="sha-256"', digestOf("sha256")]], [BOTH], "ok"],
  ["one digest by a name nobody has", [['"content-digest";key="md5"', digestOf("md5")]], [OLD], "downgrade"],
  [
    "a digest as bytes",
    [['"content-digest";bs', `:${Buffer.from(DIGEST[1]).toString("base64")}:`]],
    [DIGEST],
    "ok",
  ],
  ["a digest in the trailers", [['"content-digest";tr', DIGEST[1]]], [DIGEST], "downgrade"],
  ["a digest of another request", [['"content-digest";req', DIGEST[1]]], [DIGEST], "no-match"],
  ["a digest that is not sent", [['"content-digest"', DIGEST[1]]], [], "no-match"],
  ["the old Digest header", [['"digest"', "SHA-256=x"]], [["Digest", "SHA-256=x"]], "downgrade"],
] as const)("a right signature that covers %s", async (_, lines, others, reason) => {
  expect(await judge(await signedOver(lines, others))).toMatchObject({ verified: reason === "ok", reason })
})

test("an empty body has to be covered as well, or a body could be taken away", async () => {
  const body = Buffer.alloc(0)
  expect(await judge(await signedOver([['"@method"', "POST"]], []), { body })).toMatchObject({
    reason: "downgrade",
  })
  const digest: Header = ["Content-Digest", `sha-256=${digestOf("sha256", body)}`]
  const headers = await signedOver([['"content-digest"', digest[1]]], [digest])
  expect(await judge(headers, { body })).toMatchObject({ verified: true })
})

test("a signature that covers the body is taken beside one that does not, in any order", async () => {
  const [digest, input, signature] = await signed()
  const [, openInput, open] = await signedOver([['"@method"', "POST"]], [digest!])
  const forwards: Header[] = [
    digest!,
    ["Signature-Input", `${input![1]}, ${openInput![1]}`],
    ["Signature", `${open![1]}, ${signature![1]}`],
  ]
  expect(await judge(forwards)).toMatchObject({ verified: true, match: { signatureIndex: 0 } })
  const backwards = replaced(forwards, "Signature-Input", `${openInput![1]}, ${input![1]}`)
  expect(await judge(backwards)).toMatchObject({ verified: true, match: { signatureIndex: 1 } })
})

test("a signature over another signature is read with the whole message", async () => {
  const [digest, input, signature] = await signed()
  const inner = signature![1].slice("sig1=".length)
  const outer = await signedOver(
    [
      ['"content-digest"', digest![1]],
      ['"signature";key="sig1"', inner],
    ],
    [],
  )
  const headers: Header[] = [digest!, input!, signature!, ...outer]
  expect(await judge(headers, { secrets: [OTHER, SECRET] })).toMatchObject({ verified: true })
  expect((await judge([digest!, ["Signature", `sig1=${inner}`], ...outer])).match).toMatchObject({
    form: { template: "a=:{signature}:" },
  })
})

test("signatures may stand on several lines", async () => {
  const [digest, input, signature] = await signed()
  const headers: Header[] = [
    ["Signature", "other=:AAAA:"],
    ["Signature-Input", 'other=("@method")'],
    digest!,
    input!,
    signature!,
  ]
  expect(await judge(headers)).toMatchObject({ verified: true, match: { signatureIndex: 1 } })
})

test.each(["Signature-Input", "Signature"])("a label that %s has twice counts for nothing", async (name) => {
  const headers = await signed()
  const twice = headers.filter(([one]) => one === name)
  expect(await judge([...headers, ...twice])).toMatchObject({ verified: false, reason: "malformed" })
})

test.each([
  ["Signature-Input", undefined, "header-missing"],
  ["Signature", undefined, "header-missing"],
  ["Content-Digest", undefined, "no-match"],
  ["Signature-Input", "", "malformed"],
  ["Signature", "", "malformed"],
  ["Content-Digest", "", "no-match"],
  ["Signature-Input", "sig2=();created=1", "malformed"],
  ["Signature-Input", "sig1", "malformed"],
  ["Signature-Input", 'sig1="x"', "malformed"],
  ["Signature-Input", "sig1=(", "no-match"],
  ["Signature-Input", 'sig1=("@nonsense")', "no-match"],
  ["Signature", "sig1=AAAA", "malformed"],
  ["Signature", "sig1=::", "malformed"],
  ["Signature", "sig1=:AAA:", "malformed"],
  ["Signature", "sig1=:AAAA:", "no-match"],
] as const)("%s: %j is %s", async (name, value, reason) => {
  const headers = await signed()
  const changed =
    value === undefined ? headers.filter(([one]) => one !== name) : replaced(headers, name, value)
  expect(await judge(changed)).toMatchObject({ verified: false, reason, match: null })
})

test("whoever knows a public key cannot sign with it as if it were a shared secret", async () => {
  const pem = createPublicKey(secretEd25519(Buffer.alloc(32, 7)))
    .export({ type: "spki", format: "pem" })
    .toString()
  const der = createPublicKey(pem).export({ type: "spki", format: "der" })
  const forge = async (key: Buffer) => {
    const { headers } = await rfc9421.sign({
      ...REQUEST,
      secrets: [key.toString("base64")],
      id: "1",
      timestampMs: NOW,
      eventType: "order.created",
    })
    return headers
  }
  expect(await judge(await forge(Buffer.from(pem)), { secrets: [pem] })).toMatchObject({ reason: "no-match" })
  await expect(forge(der)).rejects.toMatchObject({ code: "SECRET_INVALID" })
})

test("a public key is no shared secret in any notation, and 32 bytes are nothing else", () => {
  const key = createPublicKey(secretEd25519(Buffer.alloc(32, 7)))
  const der = key.export({ type: "spki", format: "der" })
  const pem = key.export({ type: "spki", format: "pem" }).toString()
  const bare = pem.replace(/-----[^-]+-----/g, "")
  const noKeys = [pem.replaceAll("\n", "\\n"), bare, bare.trim(), ` ${der.toString("base64")} `]
  const others = [der.toString("base64url"), "whpk_AAAA", "whsk_AAAA", "ssh-ed25519 AAAAC3Nz", '{"kty":"oct"']
  for (const text of [...noKeys, ...others])
    for (const sharedDecoding of ["utf8", "base64"] as const)
      expect(() => signingKey({ schemeId: "x", kinds: ["secret"], sharedDecoding }, text)).toThrow(/key/)
  const raw = der.subarray(-32)
  const kinds = ["secret", "ed25519"] as const
  for (const text of [raw.toString("hex"), raw.toString("base64")])
    expect(signingKey({ schemeId: "x", kinds }, text).type).toBe("secret")
})

test("nothing that comes from outside makes it throw, or pass", async () => {
  const [digest, input, signature] = await signed()
  const piece = fc.constantFrom(
    "sig1=",
    "(",
    ")",
    '"',
    "\\",
    ",",
    ";",
    "created=1",
    ":",
    '"@method"',
    "@",
    "=",
    "AAAA",
    " ",
  )
  const value = fc.oneof(
    fc.string(),
    fc.array(piece).map((pieces) => pieces.join("")),
  )
  await fc.assert(
    fc.asyncProperty(value, value, value, fc.uint8Array(), async (one, two, three, body) => {
      const mixed: Header[] = [
        ["Content-Digest", one],
        ["Signature-Input", two],
        ["Signature", three],
      ]
      const verdicts = await Promise.all([
        judge(mixed, { body }),
        judge([digest!, ["Signature-Input", two], signature!]),
        judge([digest!, input!, ["Signature", three]]),
        judge([["Content-Digest", one], input!, signature!]),
      ])
      expect(verdicts.filter(({ verified }) => verified)).toEqual([])
    }),
  )
})

test("a header of a megabyte is read in no time", async () => {
  const [digest, , signature] = await signed()
  const hostile = ['"', '\\"', "(", ",", " ", 'a="\\', "sig1=("].map((text) => text.repeat(150_000))
  const verdicts = await Promise.all(
    hostile.map(async (value) => await judge([digest!, ["Signature-Input", value], signature!])),
  )
  expect(verdicts.filter(({ verified }) => verified)).toEqual([])
}, 5000)
