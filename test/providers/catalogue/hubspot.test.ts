import { createHash, createHmac } from "node:crypto"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { sign, verify } from "../../support/signing.ts"

const SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"
const BODY =
  '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]'
const URL_AS_SENT = "https://example.com/hooks%3A1?at=%2Fa%20b%3F&to=x%40y"
const URL_DECODED = "https://example.com/hooks:1?at=/a%20b?&to=x@y"
const TIME_MS = 1_768_442_584_567

const request = {
  secrets: [SECRET],
  body: Buffer.from(BODY),
  url: URL_AS_SENT,
  id: "",
  eventType: "contact.creation",
  timestampMs: TIME_MS,
}
const received = { secrets: [SECRET], body: request.body, url: URL_AS_SENT, nowMs: TIME_MS }

test("version 1 gives the value that HubSpot publishes", () => {
  const { headers } = sign(findProvider("hubspot-v1").scheme, request)
  expect(headers).toEqual([
    ["X-HubSpot-Signature", "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de"],
    ["X-HubSpot-Signature-Version", "v1"],
  ])
})

test("version 2 hashes the secret, the method, the URL as sent and the body", () => {
  const { headers } = sign(findProvider("hubspot-v2").scheme, request)
  const expected = createHash("sha256").update(`${SECRET}POST${URL_AS_SENT}${BODY}`).digest("hex")
  expect(headers[0]).toEqual(["X-HubSpot-Signature", expected])
})

const v3 = findProvider("hubspot-v3").scheme
const hmac = (url: string): string =>
  createHmac("sha256", SECRET).update(`POST${url}${BODY}${TIME_MS}`).digest("base64")

test("version 3 signs the URL with the listed escapes decoded, and no others", () => {
  expect(sign(v3, request).headers).toEqual([
    ["X-HubSpot-Signature-v3", hmac(URL_DECODED)],
    ["X-HubSpot-Request-Timestamp", String(TIME_MS)],
  ])
})

test.each([
  ["decoded", URL_DECODED],
  ["raw", URL_AS_SENT],
])("version 3 verifies over the URL %s", (urlForm, url) => {
  const headers = [
    ["X-HubSpot-Signature-v3", hmac(url)],
    ["X-HubSpot-Request-Timestamp", String(TIME_MS)],
  ] as const
  expect(verify(v3, { ...received, headers })).toMatchObject({ verified: true, match: { urlForm } })
})

test.each([
  ["another method", { method: "PUT" }, "no-match"],
  ["another URL", { url: `${URL_AS_SENT}&x=1` }, "no-match"],
  ["another body", { body: Buffer.from(`${BODY} `) }, "no-match"],
  ["six minutes later", { nowMs: TIME_MS + 360_000 }, "stale"],
])("version 3 refuses %s", (_, change, reason) => {
  const { headers } = sign(v3, request)
  expect(verify(v3, { ...received, headers, ...change })).toMatchObject({ verified: false, reason })
})
