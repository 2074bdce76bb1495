import { createHash, createHmac } from "node:crypto"
import { expect, test } from "vitest"
import { writeAnswer } from "../../../src/providers/handshake-answer.ts"
import { readHandshake } from "../../../src/providers/handshake-request.ts"
import { readEventType } from "../../../src/providers/read-names.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { checkSecret } from "../../../src/providers/secrets.ts"
import { braintree } from "../../../src/signing/coded/braintree.ts"
import { readFormBytes } from "../../../src/signing/coded/form-bytes.ts"
import { CODED_SECRETS, NOW, type SignedByCode, signedByCode } from "../../support/coded-request.ts"
import { bitFlips } from "../../support/flips.ts"

const SECRET = CODED_SECRETS.braintree
const [PUBLIC, PRIVATE] = SECRET.split(":") as [string, string]
const PAYLOAD = `${Buffer.from("<notification/>").toString("base64")}\n`

function hmac(privateKey: string, data: string): string {
  const key = createHash("sha1").update(privateKey).digest()
  return createHmac("sha1", key).update(data).digest("hex")
}

function judge(fields: readonly (readonly [string, string])[], secrets: readonly string[] = [SECRET]) {
  const body = Buffer.from(
    new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString(),
  )
  const request = { method: "POST", url: "https://example.com/", headers: [], body, secrets, nowMs: NOW }
  return braintree.verify(request)
}

const signatureOf = (text: string) =>
  [
    ["bt_signature", text],
    ["bt_payload", PAYLOAD],
  ] as const
const right = `${PUBLIC}|${hmac(PRIVATE, PAYLOAD)}`

test.each([
  ["the right pair", right, "ok", 0],
  ["a pair of another public key in front", `other|${hmac("other", PAYLOAD)}&${right}`, "ok", 1],
  ["a wrong pair of the same public key in front", `${PUBLIC}|${"0".repeat(40)}&${right}`, "ok", 1],
  ["a pair that does not read in front", `garbage&|&${right}`, "ok", 0],
  ["the right digest of another public key", `other|${hmac(PRIVATE, PAYLOAD)}`, "no-match", undefined],
  ["a wrong digest", `${PUBLIC}|${"0".repeat(40)}`, "no-match", undefined],
  ["the digest alone", hmac(PRIVATE, PAYLOAD), "malformed", undefined],
  ["a digest in capitals", right.toUpperCase(), "malformed", undefined],
  ["a pair of three", `${right}|x`, "malformed", undefined],
  ["nothing", "", "malformed", undefined],
])("a signature with %s", async (_, text, reason, signatureIndex) => {
  const { reason: found, match } = await judge(signatureOf(text))
  expect([found, match?.signatureIndex]).toEqual([reason, signatureIndex])
})

test("a payload that lost its last line break on the way is accepted, any other change is not", async () => {
  const bt_signature = ["bt_signature", right] as const
  const payloads = [PAYLOAD.trimEnd(), `${PAYLOAD}\n`, ` ${PAYLOAD}`, PAYLOAD.toLowerCase(), ""]
  const reasons = payloads.map(
    async (payload) => (await judge([bt_signature, ["bt_payload", payload]])).reason,
  )
  expect(await Promise.all(reasons)).toEqual(["ok", "no-match", "malformed", "no-match", "malformed"])
})

test.each([
  ["no signature", [["bt_payload", PAYLOAD]], "header-missing"],
  ["no payload", [["bt_signature", right]], "header-missing"],
  ["another field", [...signatureOf(right), ["kind", "check"]], "malformed"],
  ["its payload twice", [...signatureOf(right), ["bt_payload", PAYLOAD]], "malformed"],
  ["its signature twice", [...signatureOf(right), ["bt_signature", right]], "malformed"],
  [
    "a payload that is no base64",
    [
      ["bt_signature", right],
      ["bt_payload", "<xml/>"],
    ],
    "malformed",
  ],
] as [string, [string, string][], string][])("a form with %s", async (_, fields, reason) => {
  expect((await judge(fields)).reason).toBe(reason)
})

test("a flipped bit of the form is only accepted where it reads as the same fields", async () => {
  const request = await signedByCode("braintree")
  const flipped = bitFlips(request.body)
  const verdicts = await Promise.all(flipped.map((body) => braintree.verify({ ...request, body })))
  const accepted = flipped.filter((_, index) => verdicts[index]!.verified).map(readFormBytes)
  const same = new Map(readFormBytes(request.body))
  expect(accepted.map((fields) => new Map(fields))).toEqual(accepted.map(() => same))
  expect(accepted.length).toBeLessThan(20)
})

test.each(["", "public", "public:", ":private", "pub lic:private", "a|b:private", "public:pri vate"])(
  "%j is no pair of keys",
  async (secret) => {
    await expect(judge(signatureOf(right), [secret])).rejects.toThrow(
      expect.objectContaining({ code: "SECRET_INVALID", message: expect.not.stringContaining("private") }),
    )
    expect(checkSecret(findProvider("braintree"), secret)).toEqual(expect.any(String))
  },
)

test.each(["", "{}", "bt_payload=", "bt_payload=%3Cxml%2F%3E", "other=1"])(
  "%j is no notification that could be signed",
  async (text) => {
    const input = {
      method: "POST",
      url: "https://example.com/",
      id: "1",
      timestampMs: NOW,
      eventType: "check",
    }
    const signing = braintree.sign({ ...input, body: Buffer.from(text), secrets: [SECRET] })
    await expect(signing).rejects.toThrow(expect.objectContaining({ code: "DATA_INVALID", exitCode: 2 }))
  },
)

test("the kind of a notification is read out of its payload", async () => {
  const provider = findProvider("braintree")
  const { headers, body } = await signedByCode("braintree", { type: "dispute_opened" })
  expect(readEventType(provider, headers, body)).toBe("dispute_opened")
  const bodies = ["bt_payload=PGtpbmQ%2B", "bt_payload=%FF", "bt_payload", "{}", ""].map((text) =>
    Buffer.from(text),
  )
  expect(bodies.map((one) => readEventType(provider, [], one))).toEqual(bodies.map(() => undefined))
})

test("data is written into the payload as XML", async () => {
  const request: SignedByCode = await signedByCode("braintree", { type: "subscription_canceled" })
  const payload = new Map(readFormBytes(request.body)).get("bt_payload") ?? ""
  expect(Buffer.from(payload, "base64").toString()).toMatch(
    /^<notification><timestamp type="datetime">2026-01-15T02:03:04Z<\/timestamp><kind>subscription_canceled<\/kind><subject><subscription><id>\w{6}<\/id>.*<never-expires type="boolean">true<\/never-expires><transactions type="array"><\/transactions>/,
  )
})

const [handshake] = findProvider("braintree").handshakes!
const challenged = (challenge: string) =>
  readHandshake(handshake!, {
    method: "GET",
    target: `/hooks?bt_challenge=${encodeURIComponent(challenge)}`,
    headers: [],
    body: Buffer.alloc(0),
  })

test("a challenge is answered with the public key and the challenge's HMAC", () => {
  const challenge = "20f9f8ed05f77439fe955c977e4c8a53"
  const answer = writeAnswer(handshake!, challenged(challenge)!, SECRET)
  expect(answer?.body.toString()).toBe(`${PUBLIC}|${hmac(PRIVATE, challenge)}`)
})

test.each([
  PAYLOAD,
  PAYLOAD.trimEnd(),
  "abc",
  "20F9F8ED05F77439FE955C977E4C8A53",
  `${"a".repeat(32)}\n`,
  "a".repeat(33),
])("%j is no challenge, and so no payload gets signed for a stranger", (text) => {
  expect(challenged(text)).toBeUndefined()
})

test.each(["deadbeefdeadbeefdead", "20f9f8ed05f77439fe955c977e4c8a53"])(
  "the answer to the challenge %j signs no notification",
  async (challenge) => {
    const proof = writeAnswer(handshake!, challenged(challenge)!, SECRET)!.body.toString()
    const fields = [["bt_signature", proof] as const, ["bt_payload", challenge] as const]
    expect((await judge(fields)).reason).toBe("malformed")
    const request = { method: "POST", url: "https://example.com/", id: "1", timestampMs: NOW, eventType: "x" }
    const signing = braintree.sign({
      ...request,
      body: Buffer.from(`bt_payload=${challenge}`),
      secrets: [SECRET],
    })
    await expect(signing).rejects.toThrow(expect.objectContaining({ code: "DATA_INVALID" }))
  },
)
