import { WebhooksHelper } from "square"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { eventTypes, officialRequest, tampered } from "../../support/official-request.ts"
import { sign, verify } from "../../support/signing.ts"

const { scheme } = findProvider("square")

test.each(eventTypes("square"))(
  "square accepts %s and refuses it tampered or at another URL",
  async (type) => {
    const { url, body, headers, secret } = await officialRequest("square", type)
    const accepts = (requestBody: Buffer, notificationUrl = url) =>
      WebhooksHelper.verifySignature({
        requestBody: requestBody.toString(),
        signatureHeader: headers["x-square-hmacsha256-signature"]!,
        signatureKey: secret,
        notificationUrl,
      })
    expect(await accepts(body)).toBe(true)
    expect(await accepts(tampered({ body }))).toBe(false)
    expect(await accepts(body, `${url}/`)).toBe(false)
  },
)

const PUBLISHED = {
  url: "https://example.com/webhook",
  body: Buffer.from('{"hello":"world"}'),
  secrets: ["asdf1234"],
}

test("signing gives the value that Square publishes", () => {
  const { headers } = sign(scheme, { ...PUBLISHED, id: "", timestampMs: 0, eventType: "" })
  expect(headers).toContainEqual([
    "x-square-hmacsha256-signature",
    "2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og=",
  ])
})

test("the older SHA-1 signature is sent beside it, and alone it is a downgrade", () => {
  const { headers } = sign(scheme, { ...PUBLISHED, id: "", timestampMs: 0, eventType: "" })
  const older = headers.filter(([name]) => name === "x-square-signature")
  expect(older).toHaveLength(1)
  expect(verify(scheme, { ...PUBLISHED, headers: older, nowMs: 0 })).toMatchObject({
    verified: false,
    reason: "downgrade",
  })
})
