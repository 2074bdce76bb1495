import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { adyen } from "../../../src/signing/coded/adyen.ts"
import { CODED_SECRETS, NOW, type SignedByCode, signedByCode } from "../../support/coded-request.ts"
import { bitFlips } from "../../support/flips.ts"

type Item = Record<string, unknown>
interface Notification {
  readonly live: string
  readonly notificationItems: readonly { readonly NotificationRequestItem: Item }[]
}

const readItem = ({ body }: Pick<SignedByCode, "body">): Item =>
  (JSON.parse(Buffer.from(body).toString()) as Notification).notificationItems[0]!.NotificationRequestItem

const judgeBody = async (
  body: unknown,
  secrets: readonly string[] = [CODED_SECRETS.adyen],
): Promise<string> => {
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body))
  const request = { method: "POST", url: "https://example.com/", headers: [], nowMs: NOW }
  return (await adyen.verify({ ...request, body: bytes, secrets })).reason
}
const judgeItems = (...items: unknown[]): Promise<string> =>
  judgeBody({ live: "false", notificationItems: items.map((item) => ({ NotificationRequestItem: item })) })

// Of the tests of https://github.com/Adyen/adyen-node-api-library (src/__tests__/hmacValidator.spec.ts).
const PUBLISHED_KEY = "DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00"
const PUBLISHED = {
  pspReference: "pspReference",
  originalReference: "originalReference",
  merchantAccountCode: "merchantAccount",
  merchantReference: "reference",
  amount: { currency: "EUR", value: 1000 },
  eventCode: "CAPTURE",
  success: "true",
  additionalData: { hmacSignature: "xhpHvYq2u2Np0rstbZ6QjLGu7JWhvf7Iwaa6EviJSX0=" },
}

test.each([PUBLISHED_KEY, PUBLISHED_KEY.toLowerCase()])(
  "the published signature verifies with %s",
  async (key) => {
    const body = { notificationItems: [{ NotificationRequestItem: PUBLISHED }] }
    expect(await judgeBody(body, [key])).toBe("ok")
  },
)

test.each([
  ["pspReference", "other"],
  ["originalReference", "other"],
  ["merchantAccountCode", "other"],
  ["merchantReference", "other"],
  ["amount", { currency: "EUR", value: 1131 }],
  ["amount", { currency: "USD", value: 1130 }],
  ["amount", {}],
  ["eventCode", "REFUND"],
  ["success", "false"],
])("the item covers %s: %j", async (name, value) => {
  const item = readItem(await signedByCode("adyen", { type: "CAPTURE" }))
  expect(await judgeItems(item)).toBe("ok")
  expect(await judgeItems({ ...item, [name]: value })).toBe("no-match")
})

test.each(["reason", "eventDate", "paymentMethod", "operations"])(
  "the item says nothing about %s, as the scheme does",
  async (name) => {
    const item = readItem(await signedByCode("adyen"))
    expect(await judgeItems({ ...item, [name]: "other" })).toBe("ok")
    expect(adyen.coversBody).toBe(false)
  },
)

test("a body with a key twice is malformed: another parser may read the other value", async () => {
  const { body } = await signedByCode("adyen")
  const text = Buffer.from(body).toString()
  expect(await judgeBody(text)).toBe("ok")
  expect(await judgeBody(text.replace('"success":', '"success":"false","success":'))).toBe("malformed")
  expect(await judgeBody(text.replace("{", '{"notificationItems":[],'))).toBe("malformed")
})

test("a flipped bit of the body is only accepted where all signed fields stay as they are", async () => {
  const request = await signedByCode("adyen")
  const flipped = bitFlips(request.body)
  const verdicts = await Promise.all(flipped.map((body) => adyen.verify({ ...request, body })))
  const signedOf = ({ body }: Pick<SignedByCode, "body">) => {
    const {
      pspReference,
      originalReference,
      merchantAccountCode,
      merchantReference,
      amount,
      eventCode,
      success,
    } = readItem({ body })
    return {
      pspReference,
      originalReference,
      merchantAccountCode,
      merchantReference,
      amount,
      eventCode,
      success,
    }
  }
  const accepted = flipped.filter((_, index) => verdicts[index]!.verified).map((body) => signedOf({ body }))
  expect(accepted).toEqual(accepted.map(() => signedOf(request)))
  expect(accepted.length).toBeLessThan(flipped.length)
})

test("all items have to be right", async () => {
  const [first, second] = (
    await Promise.all(["AUTHORISATION", "CAPTURE"].map((type) => signedByCode("adyen", { type })))
  ).map(readItem)
  expect(await judgeItems(first, second)).toBe("ok")
  expect(await judgeItems(first, { ...second, success: "false" })).toBe("no-match")
  expect(await judgeItems({ ...first, success: "false" }, second)).toBe("no-match")
  expect(await judgeItems(first, { ...second, additionalData: {} })).toBe("header-missing")
  expect(await judgeItems(first, { ...second, additionalData: { hmacSignature: "x" } })).toBe("malformed")
  expect(await judgeItems(first, null)).toBe("header-missing")
})

test("every item of a notification is signed, and nothing else changes", async () => {
  const item = { ...PUBLISHED, additionalData: { "checkout.cardAddedBrand": "visa" }, reason: "r" }
  const body = Buffer.from(
    JSON.stringify({
      live: "false",
      notificationItems: [item, item].map((one) => ({ NotificationRequestItem: one })),
    }),
  )
  const input = {
    method: "POST",
    url: "https://example.com/",
    id: "1",
    timestampMs: NOW,
    eventType: "CAPTURE",
  }
  const { signature, body: signed } = await adyen.sign({ ...input, body, secrets: [PUBLISHED_KEY] })
  const value = PUBLISHED.additionalData.hmacSignature
  const field = "/notificationItems/0/NotificationRequestItem/additionalData/hmacSignature"
  expect(signature).toEqual({ header: null, field, value })
  const after = { ...item, additionalData: { ...item.additionalData, hmacSignature: value } }
  expect(JSON.parse(Buffer.from(signed).toString())).toEqual({
    live: "false",
    notificationItems: [{ NotificationRequestItem: after }, { NotificationRequestItem: after }],
  })
})

test.each([
  ["no JSON", "text", "header-missing"],
  ["nothing", "", "header-missing"],
  ["a list", [], "header-missing"],
  ["no items", {}, "header-missing"],
  ["an empty list of items", { notificationItems: [] }, "header-missing"],
  ["items that are no list", { notificationItems: { 0: {} } }, "header-missing"],
  ["an item that is null", { notificationItems: [null] }, "header-missing"],
  [
    "an item of the prototype",
    '{"notificationItems":[{"__proto__":{"NotificationRequestItem":{}}}]}',
    "header-missing",
  ],
] as const)("a body with %s", async (_, body, reason) => {
  expect(await judgeBody(body)).toBe(reason)
})

test.each([
  ["a signature that is no text", { additionalData: { hmacSignature: 5 } }],
  ["a signature of another length", { additionalData: { hmacSignature: "AAAA" } }],
  ["a signature in the other base64", { additionalData: { hmacSignature: "-".repeat(43) } }],
  ["an amount that is a text", { amount: "1000 EUR" }],
  ["an amount that is a list", { amount: [1000, "EUR"] }],
  ["a field that is an object", { pspReference: { toString: "x" } }],
  ["a field that is a list", { merchantReference: ["reference"] }],
  ["half a surrogate pair", { merchantReference: "\udc00" }],
] as [string, Item][])("an item with %s is malformed", async (_, changes) => {
  expect(await judgeItems({ ...PUBLISHED, ...changes })).toBe("malformed")
})

test.each(["", "not hexadecimal", "DFB", `${PUBLISHED_KEY} `, "0x00"])(
  "%j is no key of Adyen",
  async (secret) => {
    const item = readItem(await signedByCode("adyen"))
    const body = { notificationItems: [{ NotificationRequestItem: item }] }
    await expect(judgeBody(body, [secret])).rejects.toThrow(
      expect.objectContaining({ code: "SECRET_INVALID" }),
    )
  },
)

test.each([
  "text",
  "{}",
  '{"notificationItems":[]}',
  '{"notificationItems":[{"NotificationRequestItem":{"amount":1}}]}',
])("%s is no notification that could be signed", async (text) => {
  const input = {
    method: "POST",
    url: "https://example.com/",
    id: "1",
    timestampMs: NOW,
    eventType: "CAPTURE",
  }
  const signing = adyen.sign({ ...input, body: Buffer.from(text), secrets: [PUBLISHED_KEY] })
  await expect(signing).rejects.toThrow(expect.objectContaining({ code: "DATA_INVALID" }))
})

test("Adyen's secrets are made of 64 capital hexadecimal digits", () => {
  expect(findProvider("adyen").secret.generate(Buffer.alloc(32, 0xab))).toBe("AB".repeat(32))
})
