import { generateKeyPairSync } from "node:crypto"
import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import { keyBytes, readPrivateKey, readPublicKey } from "../../src/signing/keys.ts"
import { withSignatureHeader } from "../../src/signing/scheme.ts"
import { fillTemplate } from "../../src/signing/template.ts"
import { formatTimestamp, parseTimestamp } from "../../src/signing/timestamp.ts"
import { declared, sign } from "../support/signing.ts"

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
const input = { id: "msg_1", timestampMs: 0, eventType: "a.b", body: Buffer.from("{}") }

test("whsec_ is part of Stripe's key, and taken off a Standard Webhooks secret before it is decoded", () => {
  expect(keyBytes(declared(findProvider("stripe").scheme), SECRET).toString("latin1")).toBe(SECRET)
  const decoded = Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64")
  expect(keyBytes(declared(findProvider("standard-webhooks").scheme), SECRET)).toEqual(decoded)
})

test("a Standard Webhooks secret may come without its prefix", () => {
  const scheme = declared(findProvider("standard-webhooks").scheme)
  expect(keyBytes(scheme, SECRET.slice(6))).toEqual(keyBytes(scheme, SECRET))
})

test.each([
  "whsec_not base64",
  " whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
  "whsec_",
])("a secret that cannot be decoded is refused without being shown: %j", (secret) => {
  expect(() => keyBytes(declared(findProvider("svix").scheme), secret)).toThrow(
    expect.objectContaining({
      code: "SECRET_INVALID",
      message: expect.not.stringContaining("MfKQ9r"),
      hint: expect.not.stringContaining("MfKQ9r"),
    }),
  )
})

test("a hexadecimal key is the same in capitals and in small letters", () => {
  const scheme = { id: "hex", key: { decoding: "hex" } } as const
  const key = Buffer.from("44782def547aaa06", "hex")
  expect([keyBytes(scheme, "44782DEF547AAA06"), keyBytes(scheme, "44782def547aaa06")]).toEqual([key, key])
  expect(() => keyBytes(scheme, "44782DEF547AAA0")).toThrow("not hex")
})

test.each([
  [generateKeyPairSync("rsa", { modulusLength: 2048 }), "an RSA key"],
  [generateKeyPairSync("ec", { namedCurve: "secp384r1" }), "an ECDSA key on the curve secp384r1"],
  [generateKeyPairSync("ed25519"), "an Ed25519 key"],
])("a key of another kind is called by its name", ({ privateKey, publicKey }, name) => {
  const refusal = expect.objectContaining({
    code: "SECRET_INVALID",
    message: `The key given is ${name}; sendgrid uses an ECDSA (P-256) key.`,
  })
  const pem = privateKey.export({ format: "pem", type: "pkcs8" }).toString()
  expect(() => readPrivateKey("sendgrid", pem, "ec")).toThrow(refusal)
  const spki = publicKey.export({ format: "der", type: "spki" }).toString("base64")
  expect(() => readPublicKey("sendgrid", spki, "ec")).toThrow(refusal)
})

test("an empty secret is refused under every scheme", () => {
  expect(() => keyBytes(declared(findProvider("github").scheme), "")).toThrow("The secret is empty.")
})

test("a scheme that always signs refuses to send without a secret", () => {
  expect(() => sign(findProvider("axiestudio").scheme, { ...input, secrets: [] })).toThrow(
    expect.objectContaining({ code: "SECRET_MISSING", exitCode: 2 }),
  )
})

test("a value is never read as a template itself", () => {
  expect(fillTemplate("{id}.{event}", { id: "{event}$&", event: "{id}" })).toBe("{event}$&.{id}")
  expect(fillTemplate("{constructor} {other}", { id: "1" })).toBe("{constructor} {other}")
  const { headers } = sign(findProvider("axiestudio").scheme, {
    ...input,
    eventType: "$&{signature}",
    secrets: [SECRET],
  })
  expect(headers[0]).toEqual(["X-Webhook-Event", "$&{signature}"])
})

test("the signature header can be given another name", () => {
  const { scheme } = findProvider("ainexlayer")
  const { headers } = sign(withSignatureHeader(scheme, "X-Signature"), { ...input, secrets: [SECRET] })
  expect(headers.map(([name]) => name)).toEqual(["X-Signature"])
})

test.each([
  ["s", 1_533_204_620_999, "1533204620", 1_533_204_620_000],
  ["ms", 1_533_204_620_999, "1533204620999", 1_533_204_620_999],
  ["iso", 1_533_204_620_999, "2018-08-02T10:10:20.999Z", 1_533_204_620_999],
] as const)("a time in %s is written and read back", (unit, timeMs, text, readMs) => {
  expect(formatTimestamp(timeMs, unit)).toBe(text)
  expect(parseTimestamp(text, unit)).toBe(readMs)
})

test.each(["1", "Jan 5", "2026-99-99T00:00:00Z", ""])("%j is not an ISO time", (text) => {
  expect(parseTimestamp(text, "iso")).toBeUndefined()
})
