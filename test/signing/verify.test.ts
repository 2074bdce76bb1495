import { createHash, createHmac } from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import { providers } from "../../src/providers/catalogue.ts"
import { findProvider } from "../../src/providers/registry.ts"
import type { Scheme } from "../../src/signing/scheme.ts"
import { verify as verifyAnyScheme } from "../../src/signing/verify.ts"
import { secretOf } from "../support/fixtures.ts"
import { sign, verify } from "../support/signing.ts"
import type { VerifyInput } from "../../src/signing/verification.ts"

const NOW = Date.parse("2026-01-15T02:03:04Z")
const BODY = Buffer.from('{"a":1}')
const KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
const OLD_KEY = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"

const schemeOf = (id: string): Scheme => findProvider(id).scheme
const headersOf = (scheme: Scheme, secrets: readonly string[] = [KEY], body: Uint8Array = BODY) =>
  sign(scheme, { secrets, id: "msg_1", timestampMs: NOW, eventType: "a.b", body }).headers
const judge = (scheme: Scheme, more: Partial<VerifyInput> = {}) =>
  verify(scheme, { headers: headersOf(scheme), body: BODY, secrets: [KEY], nowMs: NOW, ...more })
const withHeader = (headers: readonly Header[], name: string, value: string): Header[] =>
  headers.map((header): Header => (header[0] === name ? [name, value] : header))

test.each([
  ["standard-webhooks", 300, "ok"],
  ["standard-webhooks", 301, "stale"],
  ["standard-webhooks", -300, "ok"],
  ["standard-webhooks", -301, "future"],
  ["slack", 301, "stale"],
  ["slack", -301, "future"],
  ["stripe", 300, "ok"],
  ["stripe", 301, "stale"],
  ["stripe", -86_400, "ok"],
  ["axiestudio", 86_400, "ok"],
  ["github", 86_400, "ok"],
] as const)("%s: a right signature of age %i s is %s", (id, ageSeconds, reason) => {
  const verdict = judge(schemeOf(id), { nowMs: NOW + ageSeconds * 1000 })
  expect(verdict).toMatchObject({ verified: reason === "ok", reason, match: { signatureIndex: 0 } })
})

test("a wrong signature is no match, however old it is", () => {
  const scheme = schemeOf("standard-webhooks")
  const verdict = judge(scheme, { secrets: [OLD_KEY], nowMs: NOW + 1e9 })
  expect(verdict).toMatchObject({ reason: "no-match", match: null, timestamp: { fresh: false } })
})

test("a given tolerance replaces the scheme's in both directions", () => {
  const scheme = schemeOf("stripe")
  expect(judge(scheme, { nowMs: NOW + 1000_000, toleranceSeconds: 1000 }).reason).toBe("ok")
  expect(judge(scheme, { nowMs: NOW - 11_000, toleranceSeconds: 10 }).reason).toBe("future")
})

test("Axie Studio's timestamp is shown with its age and named as unsigned", () => {
  const scheme = schemeOf("axiestudio")
  const headers = withHeader(headersOf(scheme), "X-Webhook-Timestamp", "1")
  expect(judge(scheme, { headers }).timestamp).toEqual({
    value: "1",
    ageSeconds: NOW / 1000 - 1,
    fresh: null,
    signed: false,
  })
  expect(judge(scheme, { headers, toleranceSeconds: 60 }).reason).toBe("stale")
})

test("an unsigned timestamp that is no time changes nothing about the signature", () => {
  const scheme = schemeOf("axiestudio")
  const headers = withHeader(headersOf(scheme), "X-Webhook-Timestamp", "yesterday")
  expect(judge(scheme, { headers })).toMatchObject({ verified: true, timestamp: null })
})

test.each(["", "1e9", "-5", "0x10", "2026-01-15T02:03:04Z", "99999999999999999999"])(
  "a signed timestamp of %j is malformed",
  (value) => {
    const scheme = schemeOf("slack")
    const headers = withHeader(headersOf(scheme), "X-Slack-Request-Timestamp", value)
    expect(judge(scheme, { headers })).toMatchObject({ verified: false, reason: "malformed" })
  },
)

test("during a rotation both signatures are sent and either secret verifies", () => {
  const scheme = schemeOf("standard-webhooks")
  const headers = headersOf(scheme, [KEY, OLD_KEY])
  expect(judge(scheme, { headers }).match).toMatchObject({ signatureIndex: 0, secretIndex: 0 })
  expect(judge(scheme, { headers, secrets: [OLD_KEY] }).match).toMatchObject({ signatureIndex: 1 })
  expect(judge(scheme, { headers: headersOf(scheme), secrets: [OLD_KEY, KEY] }).match).toMatchObject({
    signatureIndex: 0,
    secretIndex: 1,
  })
})

test.each([
  ["standard-webhooks", /^v1,\S{44} v1,\S{44}$/],
  ["svix", /^v1,\S{44} v1,\S{44}$/],
  ["stripe", /^t=\d{10},v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/],
  ["github", /^sha256=[0-9a-f]{64}$/],
])("%s writes two secrets the way its header allows", (id, pattern) => {
  const scheme = schemeOf(id)
  const input = { id: "msg_1", timestampMs: NOW, eventType: "a.b", body: BODY }
  expect(sign(scheme, { ...input, secrets: [KEY, OLD_KEY] }).signature.value).toMatch(pattern)
})

test("two signature headers are each read with their own timestamp", () => {
  const scheme = schemeOf("stripe")
  const headers: Header[] = [["Stripe-Signature", `t=1,v1=${"0".repeat(64)}`], ...headersOf(scheme)]
  expect(judge(scheme, { headers })).toMatchObject({ verified: true, timestamp: { ageSeconds: 0 } })
})

test.each([
  ["version 1 and a signature", ["1", undefined], [KEY], "ok"],
  ["version 1 and an empty signature", ["1", ""], [KEY], "malformed"],
  ["version 0 and an empty signature, though there is a key", ["0", ""], [KEY], "downgrade"],
  ["version 0 and an empty signature, without a key", ["0", ""], [], "unsigned"],
  ["version 1 and a signature, without a key", ["1", undefined], [], "no-match"],
  ["version 0 and a wrong signature", ["0", "0".repeat(64)], [KEY], "no-match"],
] as const)("aXcelerate: %s", (_, [version, value], secrets, reason) => {
  const scheme = schemeOf("axcelerate")
  const [, [, right]] = headersOf(scheme) as [Header, Header]
  const headers: Header[] = [
    ["Ax-Signature-Version", version],
    ["Ax-Signature", value ?? right],
  ]
  expect(judge(scheme, { headers, secrets: [...secrets] }).reason).toBe(reason)
})

test("an empty signature header lost on the way does not hide a downgrade", () => {
  const headers: Header[] = [["ax-signature-version", "0"]]
  expect(judge(schemeOf("axcelerate"), { headers }).reason).toBe("downgrade")
})

test("aXcelerate without a key sends version 0 and an empty signature", () => {
  expect(headersOf(schemeOf("axcelerate"), [])).toEqual([
    ["Ax-Signature-Version", "0"],
    ["Ax-Signature", ""],
  ])
})

test.each([
  ["axelered", "{hex}", "hex", "{signature}"],
  ["axelered", "sha256={hex}", "hex", "sha256={signature}"],
  ["axelered", "{base64}", "base64", "{signature}"],
  ["ainexlayer", "sha256={hex}", "hex", "sha256={signature}"],
  ["ainexlayer", "{hex}", "hex", "{signature}"],
  ["ainexlayer", "{base64}", "base64", "{signature}"],
])("%s: a signature written %s verifies and the form is named", (id, written, digest, template) => {
  const scheme = schemeOf(id)
  const [[name, value]] = headersOf(scheme) as [Header]
  const hex = value.replace("sha256=", "")
  const text = written.replace("{hex}", hex).replace("{base64}", Buffer.from(hex, "hex").toString("base64"))
  expect(judge(scheme, { headers: [[name, text]] }).match?.form).toEqual({ template, digest })
})

test("a known form is not accepted where the provider documents its own", () => {
  const headers = headersOf(schemeOf("github"))
  const bare = headers.map(([name, value]): Header => [name, value.replace("sha256=", "")])
  expect(judge(schemeOf("github"), { headers: bare.slice(1) }).reason).toBe("malformed")
})

test.each([
  ["standard-webhooks", "webhook-signature"],
  ["standard-webhooks", "webhook-id"],
  ["standard-webhooks", "webhook-timestamp"],
  ["slack", "X-Slack-Request-Timestamp"],
  ["accelex", "X-AccelEx-Signature"],
])("%s: without %s the verdict is header-missing", (id, name) => {
  const scheme = schemeOf(id)
  const headers = headersOf(scheme).filter(([header]) => header !== name)
  expect(judge(scheme, { headers }).reason).toBe("header-missing")
})

test("header names are read in any case", () => {
  const scheme = schemeOf("axiestudio")
  const headers = headersOf(scheme).map(([name, value]): Header => [name.toUpperCase(), value])
  expect(judge(scheme, { headers }).verified).toBe(true)
})

test("nothing that comes from outside makes verify throw, or pass", async () => {
  const names = providers.flatMap(({ scheme }) => scheme.headers.map(([name]) => name))
  const value = fc.oneof(fc.string(), fc.constantFrom("v1,", "t=,v1=", "sha256=", "0", "1", "v1, v1,", "=,="))
  const headers = fc.array(fc.tuple(fc.constantFrom(...names), value))
  const secrets = new Map(providers.map((provider) => [provider, secretOf(provider)]))
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...providers),
      headers,
      fc.uint8Array(),
      async (provider, received, body) => {
        const secret = secrets.get(provider)
        const verdict = await verifyAnyScheme(provider.scheme, {
          method: "POST",
          url: "https://example.com/hooks",
          headers: received,
          body,
          secrets: typeof secret === "string" ? [secret] : [],
          nowMs: NOW,
        })
        expect(verdict.verified).toBe(false)
      },
    ),
  )
})

test("of two signatures, the age of the one that is right counts", () => {
  const scheme = schemeOf("stripe")
  const [, old] = sign(scheme, {
    secrets: [KEY],
    id: "1",
    timestampMs: NOW - 3_600_000,
    eventType: "a",
    body: BODY,
  }).headers[0] ?? [""]
  const now = NOW / 1000
  for (const headers of [
    [["Stripe-Signature", `t=${now},v1=${"00".repeat(32)}`] as const, ["Stripe-Signature", old!] as const],
    [["Stripe-Signature", old!] as const, ["Stripe-Signature", `t=${now},v1=${"00".repeat(32)}`] as const],
  ])
    expect(judge(scheme, { headers })).toMatchObject({ verified: false, reason: "stale" })
})

test("an empty time that was signed is malformed, whatever another signature says", () => {
  const scheme = schemeOf("stripe")
  const digest = createHmac("sha256", KEY).update(".").update(BODY).digest("hex")
  const fresh = ["Stripe-Signature", `t=${NOW / 1000},v1=${"00".repeat(32)}`] as const
  const empty = ["Stripe-Signature", `t=,v1=${digest}`] as const
  for (const headers of [[empty], [fresh, empty], [empty, fresh]])
    expect(judge(scheme, { headers })).toMatchObject({ verified: false, reason: "malformed" })
})

test.each(["zendesk", "discord", "hubspot-v3"])(
  "%s: no character moves between the time and what stands beside it",
  (id) => {
    const scheme = schemeOf(id)
    const secrets = [secretOf(findProvider(id)) ?? ""]
    const input = {
      secrets,
      id: "1",
      timestampMs: NOW,
      eventType: "a",
      body: BODY,
      url: "https://x.example/",
    }
    const { headers } = sign(scheme, input)
    const [name, time] = scheme.headers.flatMap(([one, template]) =>
      template === "{timestamp}" ? [headers.find(([own]) => own === one)!] : [],
    )[0]!
    expect(verify(scheme, { ...input, headers, nowMs: NOW }).reason).toBe("ok")
    const isBehind = id === "hubspot-v3"
    const shorter = isBehind ? time.slice(1) : time.slice(0, -1)
    const moved = isBehind
      ? Buffer.concat([BODY, Buffer.from(time.slice(0, 1))])
      : Buffer.concat([Buffer.from(time.slice(-1)), BODY])
    const given = {
      ...input,
      headers: withHeader(headers, name, shorter),
      body: moved,
      toleranceSeconds: 1e12,
    }
    expect(verify(scheme, { ...given, nowMs: NOW })).toMatchObject({ verified: false, reason: "malformed" })
  },
)

test("a form of Twilio's is not verified by the signature of a request with a JSON body", () => {
  const url = `https://x.example/?bodySHA256=${createHash("sha256").update(BODY).digest("hex")}`
  const secrets = ["0123456789abcdef0123456789abcdef"]
  const digest = createHmac("sha1", secrets[0]!).update(url).digest("base64")
  const request = { headers: [["X-Twilio-Signature", digest]] as const, secrets, url }
  expect(judge(schemeOf("twilio-json"), request).verified).toBe(true)
  expect(judge(schemeOf("twilio"), { ...request, body: Buffer.alloc(0) }).verified).toBe(false)
})

test.each(["1234567890", "true", "a".repeat(200), "Zm9v+/=-_", '"text"'])(
  "X's answer to the challenge %j is no signature of a delivery",
  (token) => {
    const proof = createHmac("sha256", KEY).update(token).digest("base64")
    const headers = [["X-Twitter-Webhooks-Signature", `sha256=${proof}`]] as const
    expect(judge(schemeOf("x"), { headers, body: Buffer.from(token) })).toMatchObject({
      verified: false,
      reason: "malformed",
      match: null,
    })
    expect(judge(schemeOf("x")).verified).toBe(true)
  },
)
