import { createHmac } from "node:crypto"
import { expect, test } from "vitest"
import type { Headers } from "../../src/domain/headers.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { sign, verify } from "../support/signing.ts"

const timeMs = Date.parse("2026-01-15T02:03:04.567Z")
const schemeOf = (id: string) => findProvider(id).scheme

function signed(id: string, body: Uint8Array, secrets: readonly string[] = ["secret"]) {
  return sign(schemeOf(id), { secrets, id: "evt_1", timestampMs: timeMs, eventType: "a.b", body })
}

function judged(id: string, headers: Headers, body: Uint8Array, secret = "secret") {
  return verify(schemeOf(id), { headers, body, secrets: [secret], nowMs: timeMs })
}

const hmac = (key: string | Buffer, content: Uint8Array | string) => createHmac("sha256", key).update(content)

const MAILGUN = {
  secret: "tbsy84uSV1Kt3ZJZELY2TmShPRs91E3yL4tzf96297vBCkDWgL",
  timestamp: "1539112500",
  token: "7VwW7k6Ak7zcTwoSoNm7aTtbk1g67MKAnsYLfUB7PdszbgR5Xi",
  signature: "ef24c5225322217bb065b80bb54eb4f9206d764e3e16abab07f0a64d1cf477cc",
}

test.each([
  ["in the JSON of an event", (fields: object) => JSON.stringify({ signature: fields, "event-data": {} })],
  [
    "as form fields of an inbound route",
    (fields: object) => new URLSearchParams({ subject: "Hi", ...fields }).toString(),
  ],
])("Mailgun's published test value verifies %s, whatever else the body says", (_, write) => {
  const { secret, ...fields } = MAILGUN
  const body = (changed: object = {}) => Buffer.from(write({ ...fields, ...changed }))
  expect(judged("mailgun", [], body(), secret).verified).toBe(true)
  expect(judged("mailgun", [], body({ more: "anything" }), secret).verified).toBe(true)
  expect(judged("mailgun", [], body({ token: "7VwW7k6A" }), secret)).toMatchObject({ reason: "no-match" })
  expect(judged("mailgun", [], body({ timestamp: "1539112501" }), secret)).toMatchObject({
    reason: "no-match",
  })
})

test("Mailgun's signature is put into the fields of a form as well", () => {
  const { body, signature } = signed("mailgun", Buffer.from("subject=Hi+there"))
  const form = new URLSearchParams(Buffer.from(body).toString())
  expect([...form.keys()]).toEqual(["subject", "token", "timestamp", "signature"])
  expect(form.get("signature")).toBe(signature.value)
  expect(hmac("secret", `${form.get("timestamp")}${form.get("token")}`).digest("hex")).toBe(signature.value)
})

test("DocuSign's key is text, although it looks like base64", () => {
  const key = Buffer.alloc(32, 7).toString("base64")
  const body = Buffer.from("{}")
  const { signature } = signed("docusign", body, [key])
  expect(signature.value).toBe(hmac(key, body).digest("base64"))
  expect(signature.value).not.toBe(hmac(Buffer.from(key, "base64"), body).digest("base64"))
})

test("DocuSign has a numbered header for each key, and any one of them verifies", () => {
  const body = Buffer.from("{}")
  const { headers } = signed("docusign", body, ["new", "older", "oldest"])
  const numbered = headers.filter(([name]) => name.startsWith("X-DocuSign-Signature-"))
  expect(numbered.map(([name]) => name.at(-1))).toEqual(["1", "2", "3"])
  expect(judged("docusign", headers, body, "oldest").verified).toBe(true)
  expect(judged("docusign", [["X-DocuSign-Signature-100", numbered[1]![1]]], body, "older").verified).toBe(
    true,
  )
  expect(judged("docusign", headers, body, "another").verified).toBe(false)
})

test("Meta signs the escaped form it sends; the same JSON unescaped does not verify", () => {
  const provider = findProvider("meta")
  const { body } = buildPayload({ provider, type: "messages", timeMs, seed: "1", data: { text: "äöå" } })
  const { headers } = signed("meta", body)
  expect(body.toString()).toBe('{"text":"\\u00e4\\u00f6\\u00e5"}')
  expect(judged("meta", headers, body).verified).toBe(true)
  expect(judged("meta", headers, Buffer.from('{"text":"äöå"}'))).toMatchObject({ reason: "no-match" })
})

test("Meta's SHA-1 signature stands beside the strong one and proves nothing alone", () => {
  const body = Buffer.from("{}")
  const { headers } = signed("meta", body)
  expect(headers.map(([name]) => name)).toEqual(["X-Hub-Signature", "X-Hub-Signature-256"])
  const weak = headers.filter(([name]) => name === "X-Hub-Signature")
  expect(judged("meta", weak, body)).toMatchObject({ verified: false, reason: "downgrade" })
})

test("X's second header is signed with the second secret and verifies alone", () => {
  const body = Buffer.from("{}")
  const { headers } = signed("x", body, ["consumer secret", "client secret"])
  const value = (secret: string) => `sha256=${hmac(secret, body).digest("base64")}`
  expect(headers).toEqual([
    ["X-Twitter-Webhooks-Signature", value("consumer secret")],
    ["X-Twitter-Webhooks-Signature-OAuth2", value("client secret")],
  ])
  expect(judged("x", headers.slice(1), body, "client secret").verified).toBe(true)
})

test("WorkOS writes milliseconds and a space, and is read without the space as well", () => {
  const body = Buffer.from("{}")
  const { signature } = signed("workos", body)
  expect(signature.value).toMatch(/^t=1768442584567, v1=[0-9a-f]{64}$/)
  const headers: Headers = [["workos-signature", signature.value.replace(" ", "")]]
  expect(judged("workos", headers, body).verified).toBe(true)
})

test("Sanity writes base64url without padding", () => {
  const body = Buffer.from("{}")
  const { signature } = signed("sanity", body)
  expect(signature.value).toBe(`t=${timeMs},v1=${hmac("secret", `${timeMs}.{}`).digest("base64url")}`)
})

test("Typeform writes base64 behind sha256=", () => {
  const body = Buffer.from("{}")
  expect(signed("typeform", body).signature.value).toBe(`sha256=${hmac("secret", body).digest("base64")}`)
})
