import { expect, test } from "vitest"
import { assume } from "../../src/providers/assume.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { sign, verify } from "../support/signing.ts"

const ainexlayer = findProvider("ainexlayer")
const body = Buffer.from('{"a":1.0}')
const secrets = ["0123456789abcdef"]
const signed = (provider = ainexlayer) =>
  sign(provider.scheme, { secrets, id: "evt_1", timestampMs: 0, eventType: "user.login", body }).signature

test.each([
  ["signature.header", "X-AINexLayer-Signature", "X-AINexLayer-Signature", /^sha256=[0-9a-f]{64}$/],
  ["signature.encoding", "base64", "X-Webhook-Signature", /^sha256=[A-Za-z0-9+/]{43}=$/],
  ["signature.prefix", "", "X-Webhook-Signature", /^[0-9a-f]{64}$/],
  ["signature.body", "reserialised", "X-Webhook-Signature", /^sha256=[0-9a-f]{64}$/],
])("%s can be replaced by %j, for signing and for verifying", (key, value, header, pattern) => {
  const provider = assume(ainexlayer, key, value)
  const { signature, headers } = {
    signature: signed(provider),
    headers: sign(provider.scheme, { secrets, id: "evt_1", timestampMs: 0, eventType: "user.login", body })
      .headers,
  }
  expect(signature).toEqual({ header, field: null, value: expect.stringMatching(pattern) })
  expect(signature).not.toEqual(signed())
  expect(verify(provider.scheme, { headers, body, secrets, nowMs: 0 }).verified).toBe(true)
  expect(provider.assumptions).toContainEqual({ key, value, why: "Given by the user." })
})

test("the other reading of AccelEx's schedule can be asked for", () => {
  const { delivery } = assume(findProvider("accelex"), "delivery.schedule", "5s,30s,2m,10m,1h")
  expect(delivery.schedule.delaysMs).toEqual([5000, 30_000, 120_000, 600_000, 3_600_000])
})

test("an assumed timeout can be replaced", () => {
  expect(assume(findProvider("axelered"), "delivery.timeout", "20s").delivery.timeoutMs).toBe(20_000)
})

test.each([
  ["github", "signature.header", "x", "Use --data, --set or --header instead."],
  ["accelex", "delivery.timeout", "1s", "These can: signature.body, signature.key, delivery.schedule."],
  ["ainexlayer", "envelope", "{}", expect.stringContaining("These can: signature.header, ")],
  ["ainexlayer", "constructor", "x", expect.stringContaining("These can: ")],
])("%s: %s cannot be replaced, and what can is named", (id, key, value, hint) => {
  expect(() => assume(findProvider(id), key, value)).toThrow(
    expect.objectContaining({
      code: "USAGE",
      exitCode: 2,
      message: expect.stringContaining(`"${key}"`),
      hint,
    }),
  )
})

test.each([
  ["signature.encoding", "hexadecimal", '"hexadecimal" is not one of hex, base64, base64url.'],
  ["signature.body", "parsed", '"parsed" is not one of raw, reserialised.'],
  ["delivery.timeout", "soon", '"soon" is not a duration.'],
  ["delivery.schedule", "5s,,1m", '"" is not a duration.'],
])("%s refuses the value %s", (key, value, message) => {
  expect(() => assume(ainexlayer, key, value)).toThrow(expect.objectContaining({ exitCode: 2, message }))
})
