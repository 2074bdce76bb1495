import fc from "fast-check"
import { expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import { providers } from "../../src/providers/catalogue.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { coversBody, isCoded } from "../../src/signing/scheme.ts"
import { sign, verify } from "../support/signing.ts"

const NOW = Date.parse("2026-01-15T02:03:04Z")
const BODY = Buffer.from('{"value":[{"changeType":"created"}]}')

const schemeOf = (id: string) => findProvider(id).scheme
const signed = (id: string, secrets: readonly string[], body: Uint8Array = BODY) =>
  sign(schemeOf(id), { secrets, id: "evt_1", timestampMs: NOW, eventType: "created", body })
const judge = (id: string, headers: readonly Header[], secrets: readonly string[], body: Uint8Array = BODY) =>
  verify(schemeOf(id), { headers, body, secrets, nowMs: NOW })

test.each([
  ["okta", "my token", "Authorization", "my token"],
  ["cloudevents", "mF_9.B5f-4.1JqM", "Authorization", "Bearer mF_9.B5f-4.1JqM"],
  ["postmark", "user:password", "Authorization", "Basic dXNlcjpwYXNzd29yZA=="],
  ["chargebee", "user:pass:word", "Authorization", "Basic dXNlcjpwYXNzOndvcmQ="],
  ["deepgram", "user:pässwörd", "Authorization", "Basic dXNlcjpww6Rzc3fDtnJk"],
])("%s sends the secret %s in %s: %s", (id, secret, name, value) => {
  const { headers, signature } = signed(id, [secret])
  expect(headers).toEqual([[name, value]])
  expect(signature).toEqual({ header: name, field: null, value })
  expect(judge(id, headers, [secret])).toMatchObject({ verified: true, reason: "ok" })
})

test.each([
  ["another token", "Bearer other", "no-match"],
  ["a longer one", "Bearer secret-token-1", "no-match"],
  ["the beginning of it", "Bearer secret", "no-match"],
  ["another case", "Bearer SECRET-TOKEN", "no-match"],
  ["no token behind the scheme", "Bearer ", "malformed"],
  ["no scheme", "secret-token", "malformed"],
  ["another scheme", "Basic secret-token", "malformed"],
  ["nothing", "", "malformed"],
])("CloudEvents: %s is no proof", (_, value, reason) => {
  const verdict = judge("cloudevents", [["Authorization", value]], ["secret-token"])
  expect(verdict).toMatchObject({ verified: false, reason })
})

test.each([
  ["another password", "user:other"],
  ["another user", "other:password"],
  ["the user alone", "user"],
])("Postmark: %s is no proof", (_, other) => {
  const { headers } = signed("postmark", [other])
  expect(judge("postmark", headers, ["user:password"])).toMatchObject({ verified: false, reason: "no-match" })
})

test.each(["Basic dXNlcjpwYXNzd29yZA", "Basic dXNlcjpwYXNzd29yZA==x", "Basic user:password", "Basic"])(
  "Postmark: %j is not written as Basic authentication is",
  (value) => {
    const verdict = judge("postmark", [["Authorization", value]], ["user:password"])
    expect(verdict).toMatchObject({ verified: false, reason: "malformed" })
  },
)

test("any of several secrets may have been sent", () => {
  const { headers } = signed("okta", ["old"])
  expect(judge("okta", headers, ["new", "old"])).toMatchObject({ verified: true, match: { secretIndex: 1 } })
})

test("a missing token is told, and an empty secret is none", () => {
  expect(judge("okta", [], ["token"])).toMatchObject({ verified: false, reason: "header-missing" })
  expect(() => judge("okta", [["Authorization", "x"]], [""])).toThrow("The secret is empty.")
})

test("a token says nothing about the body", () => {
  const { headers } = signed("okta", ["token"])
  expect(judge("okta", headers, ["token"], Buffer.from("anything")).verified).toBe(true)
  expect(coversBody(schemeOf("okta"))).toBe(false)
})

test("Microsoft Graph's token stands in the body, in place of what stood there", () => {
  const body = Buffer.from('{"value":[{"id":"1","clientState":"","changeType":"created"}]}')
  const { body: sent, headers, signature } = signed("microsoft-graph", ["state"], body)
  expect(Buffer.from(sent).toString()).toBe(
    '{"value":[{"id":"1","clientState":"state","changeType":"created"}]}',
  )
  expect([headers, signature]).toEqual([[], { header: null, field: "/value/0/clientState", value: "state" }])
  expect(judge("microsoft-graph", [], ["state"], sent).verified).toBe(true)
  expect(judge("microsoft-graph", [], ["other"], sent).reason).toBe("no-match")
  expect(judge("microsoft-graph", [], ["state"], BODY).reason).toBe("header-missing")
})

const unsigned = providers.filter(({ scheme }) => !isCoded(scheme) && scheme.algorithm === "none")

test("there are providers that neither sign nor send a token", () => {
  expect(unsigned.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["azure-event-grid", "mailchimp", "strava"]),
  )
})

test.each(unsigned)("$id sends nothing to verify, with or without a secret", ({ id }) => {
  const expected = { headers: [], body: BODY, signature: { header: null, field: null, value: "" } }
  expect(signed(id, [])).toMatchObject(expected)
  expect(signed(id, ["secret"])).toMatchObject(expected)
})

test.each(unsigned)("$id asks for no secret", ({ secret }) => {
  expect(secret.optional).toBe(true)
})

test("nothing is ever verified where nothing is signed", () => {
  const headers = fc.array(fc.tuple(fc.constantFrom("Authorization", "X-Signature", ""), fc.string()))
  fc.assert(
    fc.property(
      fc.constantFrom(...unsigned),
      headers,
      fc.array(fc.string()),
      fc.uint8Array(),
      ({ id }, given, secrets, body) => {
        expect(judge(id, given, secrets, body)).toMatchObject({ verified: false, reason: "unsigned" })
      },
    ),
  )
})
