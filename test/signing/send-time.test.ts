import { expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { bodySentAt } from "../../src/signing/send-time.ts"
import { sign, verify } from "../support/signing.ts"

const { scheme } = findProvider("linear")
const NOW = Date.parse("2026-01-15T02:03:04Z")
const secrets = ["lin_wh_demo"]
const bodyAt = (timeMs: number): Buffer => Buffer.from(`{"type":"Issue","webhookTimestamp":${timeMs}}`)
const signed = (body: Buffer): readonly Header[] =>
  sign(scheme, { secrets, id: "1", timestampMs: NOW, eventType: "Issue", body }).headers
const judge = (body: Buffer, headers = signed(body)) => verify(scheme, { headers, body, secrets, nowMs: NOW })

test.each([
  [0, "ok"],
  [60, "ok"],
  [61, "stale"],
  [-60, "ok"],
  [-61, "future"],
])("a time in the body that is %i s old is %s", (ageSeconds, reason) => {
  expect(judge(bodyAt(NOW - ageSeconds * 1000))).toMatchObject({
    reason,
    timestamp: { ageSeconds, signed: true },
  })
})

test.each(["now", "0", ""])(
  "a header that says another time than the body counts for nothing: %j",
  (value) => {
    const old = bodyAt(NOW - 3_600_000)
    const headers = signed(old).map(([name, text]): Header => [
      name,
      name === "Linear-Timestamp" ? value : text,
    ])
    expect(judge(old, headers).reason).toBe("stale")
    const current = bodyAt(NOW)
    expect(judge(current, signed(current).slice(0, 1)).reason).toBe("ok")
  },
)

test("without a time in the body the header's is not taken for it", () => {
  expect(judge(Buffer.from('{"type":"Issue"}'))).toMatchObject({ verified: false, reason: "malformed" })
})

test.each([
  ["compact", '{"webhookTimestamp":1,"a":1.0}', '{"webhookTimestamp":1768442584000,"a":1.0}'],
  [
    "pretty",
    '{ "a" : "é" ,\n "webhookTimestamp" : 1 }\r\n',
    '{ "a" : "é" ,\n "webhookTimestamp" : 1768442584000 }\r\n',
  ],
  [
    "with the same key elsewhere",
    '{"data":{"webhookTimestamp":1},"webhookTimestamp":2,"s":"\\"webhookTimestamp\\":3"}',
    '{"data":{"webhookTimestamp":1},"webhookTimestamp":1768442584000,"s":"\\"webhookTimestamp\\":3"}',
  ],
  ["written as text", '{"webhookTimestamp":"1"}', '{"webhookTimestamp":"1768442584000"}'],
])("the time of sending is put into a body that is %s, and nothing else is touched", (_, body, sent) => {
  expect(Buffer.from(bodySentAt(scheme, Buffer.from(body), NOW)).toString()).toBe(sent)
})

test.each(['{"a":1}', '{"webhookTimestamp":null}', '{"webhookTimestamp":[1]}', "[]", "a=1", "", "\u0000{"])(
  "a body that holds no such time goes out as it is: %j",
  (text) => {
    const body = Buffer.from(text)
    expect(bodySentAt(scheme, body, NOW)).toBe(body)
  },
)

test("a scheme whose time stands in a header leaves every body alone", () => {
  const body = bodyAt(1)
  expect(bodySentAt(findProvider("stripe").scheme, body, NOW)).toBe(body)
})
