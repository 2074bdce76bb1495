import { hmacValidator } from "@adyen/api-library"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { adyen } from "../../../src/signing/coded/adyen.ts"
import { sendNow } from "../../support/send-coded.ts"

type Item = Parameters<InstanceType<typeof hmacValidator>["validateHMAC"]>[0]

const official = new hmacValidator()
const types = findProvider("adyen").events.map(({ type }) => type)

/** The first item of a notification, with some fields of it changed. */
function itemOf(body: Uint8Array, changes: Partial<Item> = {}): Item {
  const { notificationItems } = JSON.parse(Buffer.from(body).toString()) as {
    readonly notificationItems: readonly { readonly NotificationRequestItem: Item }[]
  }
  return Object.assign(notificationItems[0]!.NotificationRequestItem, changes)
}

test.each(types)("@adyen/api-library accepts %s and refuses it tampered", async (type) => {
  const { body, secret } = await sendNow("adyen", type)
  const otherSecret = secret.replace(/^./, (digit) => (digit === "0" ? "1" : "0"))
  expect(official.validateHMAC(itemOf(body), secret)).toBe(true)
  expect(official.validateHMAC(itemOf(body, { pspReference: "other" }), secret)).toBe(false)
  expect(official.validateHMAC(itemOf(body), otherSecret)).toBe(false)
})

test.each([
  ["plain values", { merchantReference: "order-1", originalReference: "8515131751004933" }],
  ["colons and backslashes", { merchantReference: "a:b\\:c", originalReference: "\\" }],
  ["letters beyond ASCII", { merchantReference: "größe-日本" }],
  ["an empty reference", { merchantReference: "" }],
])("what @adyen/api-library signs is accepted: %s", async (_, references) => {
  const { body, secret } = await sendNow("adyen", "CAPTURE")
  const hmacSignature = official.calculateHmac(itemOf(body, references), secret)
  const item = itemOf(body, { ...references, additionalData: { hmacSignature } })
  const signed = { live: "false", notificationItems: [{ NotificationRequestItem: item }] }
  const request = { method: "POST", url: "https://example.com/", headers: [], secrets: [secret], nowMs: 0 }
  const verdict = await adyen.verify({ ...request, body: Buffer.from(JSON.stringify(signed)) })
  expect(verdict).toMatchObject({ verified: true, reason: "ok" })
})
