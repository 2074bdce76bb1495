import { expect, test } from "vitest"
import { assume, assumeAll } from "../../src/providers/assume.ts"
import { providers } from "../../src/providers/catalogue.ts"
import type { Provider } from "../../src/providers/provider.ts"
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
  ["github", "signature.header", "x", "These can: rotation.overlap."],
  [
    "accelex",
    "delivery.timeout",
    "1s",
    "These can: signature.body, signature.key, headers.content-type, delivery.schedule, rotation.overlap, endpoint.active.",
  ],
  ["github", "headers.hook", "1", "These can: rotation.overlap."],
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
  ["signature.header", "X Sig", '"X Sig" is not the name of a header.'],
  ["signature.timestamp", "a:b", '"a:b" is not the name of a header.'],
  ["headers.content-type", "a\nb", '"a\\nb" cannot be the value of Content-Type.'],
  ["secret.length", "many", '"many" is not a whole number.'],
  ["endpoint.https", "yes", '"yes" is not one of required, optional.'],
  ["rotation.overlap", "yes", '"yes" is not one of none, overlap.'],
  ["signature.encoding", "hexadecimal", '"hexadecimal" is not one of hex, base64, base64url.'],
  ["signature.body", "parsed", '"parsed" is not one of raw, reserialised.'],
  ["delivery.timeout", "soon", '"soon" is not a duration.'],
  ["delivery.schedule", "5s,,1m", '"" is not a duration.'],
])("%s refuses the value %s", (key, value, message) => {
  expect(() => assume(ainexlayer, key, value)).toThrow(expect.objectContaining({ exitCode: 2, message }))
})

const withAssumption = (key: string): Provider => ({
  ...findProvider("standard-webhooks"),
  assumptions: [{ key, value: "", why: "" }],
})

test.each<[key: string, value: string, expected: object]>([
  ["signature.key", "utf8", { scheme: { key: { decoding: "utf8" } } }],
  ["signature.key", "hex", { scheme: { key: { decoding: "hex", prefix: "whsec_" } } }],
  ["signature.timestamp-unit", "ms", { scheme: { timestamp: { unit: "ms", toleranceSeconds: 300 } } }],
  [
    "signature.tolerance",
    "1m",
    { scheme: { timestamp: { toleranceSeconds: 60, futureToleranceSeconds: 300 } } },
  ],
  ["signature.future-tolerance", "1s", { scheme: { timestamp: { futureToleranceSeconds: 1 } } }],
  ["secret.length", "20", { secret: { minLength: 20 } }],
  ["delivery.success", "200,202", { delivery: { success: [200, 202] } }],
  ["delivery.success", "2xx", { delivery: { success: "2xx" } }],
  ["delivery.schedule", "none", { delivery: { schedule: { delaysMs: [] } } }],
  ["endpoint.https", "optional", { endpoint: { httpsOnly: false } }],
  ["endpoint.active", "no", { endpoint: { hasActiveFlag: false } }],
  ["rotation.overlap", "none", { endpoint: { rotation: "old-dies-at-once" } }],
  ["headers.content-type", "text/plain", { headers: [["Content-Type", "text/plain"]] }],
  ["headers.content-type", "", { headers: [] }],
  [
    "headers.webhook-id",
    "x-{id}",
    { scheme: { headers: expect.arrayContaining([["webhook-id", "x-{id}"]]) } },
  ],
])("%s=%s changes what it says", (key, value, expected) => {
  expect(assume(withAssumption(key), key, value)).toMatchObject(expected)
})

test("a tolerance of none is no tolerance", () => {
  expect(
    assume(withAssumption("signature.tolerance"), "signature.tolerance", "none").scheme.timestamp,
  ).toEqual({
    unit: "s",
    futureToleranceSeconds: 300,
  })
})

test("a header for the time goes in front of the signature, and can be taken out again", () => {
  const timed = assume(ainexlayer, "signature.timestamp", "X-Webhook-Time")
  expect(timed.scheme.headers.map(([name]) => name)).toEqual(["X-Webhook-Time", "X-Webhook-Signature"])
  expect(assume(timed, "signature.timestamp", "none").scheme).toEqual(ainexlayer.scheme)
})

test("a content over a time that nothing carries is refused, until a header carries it", () => {
  const provider: Provider = {
    ...ainexlayer,
    assumptions: [...ainexlayer.assumptions, { key: "signature.content", value: "{body}", why: "" }],
  }
  const content = ["signature.content", "{timestamp}.{body}"] as const
  expect(() => assumeAll(provider, [content])).toThrow(
    expect.objectContaining({
      code: "USAGE",
      message: "With the values given, scheme.content signs {timestamp}, which no header or field states.",
    }),
  )
  const timed = assumeAll(provider, [content, ["signature.timestamp", "X-Time"]])
  const { headers } = sign(timed.scheme, {
    secrets,
    id: "evt_1",
    timestampMs: 0,
    eventType: "user.login",
    body,
  })
  expect(verify(timed.scheme, { headers, body, secrets, nowMs: 0 }).verified).toBe(true)
})

test("a placeholder that is none names the nearest", () => {
  expect(() =>
    assume(withAssumption("signature.content"), "signature.content", "{timestmap}.{body}"),
  ).toThrow(
    expect.objectContaining({
      code: "USAGE",
      message: '"{timestmap}.{body}" holds {timestmap}, which stands for nothing here.',
      hint: expect.stringMatching(/^Did you mean \{timestamp\}\?/),
    }),
  )
})

/** What a key of an assumption can be given in its place. */
const EXAMPLES: Readonly<Record<string, string>> = {
  "signature.header": "X-Other",
  "signature.algorithm": "hmac-sha512",
  "signature.encoding": "base64",
  "signature.key": "utf8",
  "signature.content": "{body}",
  "signature.prefix": "v9=",
  "signature.body": "raw",
  "signature.timestamp": "X-Time",
  "signature.timestamp-unit": "ms",
  "signature.tolerance": "10m",
  "signature.future-tolerance": "10m",
  "secret.length": "20",
  "delivery.success": "204",
  "delivery.timeout": "7s",
  "delivery.schedule": "1s,2s",
  "endpoint.https": "optional",
  "endpoint.active": "no",
  "rotation.overlap": "overlap",
}

const replaceable = providers.flatMap(({ id, scheme, assumptions }) =>
  assumptions
    .filter(({ key }) => key in EXAMPLES && !("recipe" in scheme && key.startsWith("signature.")))
    .map(({ key }) => [id, key] as const),
)

test.each(replaceable)("%s takes another %s", (id, key) => {
  const { assumptions } = assume(findProvider(id), key, EXAMPLES[key]!)
  expect(assumptions).toContainEqual({ key, value: EXAMPLES[key], why: "Given by the user." })
})

test("a signature that is computed in code has no parts to replace", () => {
  const { scheme: _, ...others } = withAssumption("signature.encoding")
  const coded: Provider = {
    ...others,
    scheme: {
      id: "coded",
      headers: [],
      recipe: { algorithm: "", key: "", content: "" },
      coversBody: true,
      sign: () => Promise.reject(new Error("unused")),
      verify: () => Promise.reject(new Error("unused")),
    },
  }
  expect(() => assume(coded, "signature.encoding", "hex")).toThrow(expect.objectContaining({ code: "USAGE" }))
})
