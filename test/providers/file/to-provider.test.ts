import { createHmac } from "node:crypto"
import { expect, test } from "vitest"
import { parseProviderFile } from "../../../src/config/provider-file.ts"
import { providers } from "../../../src/providers/catalogue.ts"
import type { Provider } from "../../../src/providers/provider.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { generateSecret } from "../../../src/providers/secrets.ts"
import { buildPayload } from "../../../src/sender/build-payload.ts"
import { sign, verify } from "../../support/signing.ts"

const provider = (text: string): Provider => parseProviderFile(`id: acme\nname: Acme\n${text}`, "./acme.yaml")
const signedBy = (scheme: string): Provider =>
  provider(`scheme: ${scheme}\nevents: { a.b: { sample: { x: 1 } } }\n`)
const MINIMAL = 'scheme: { algorithm: hmac-sha256, headers: { X-Sig: "{signature}" } }\n'

test("what a minimal file leaves open is filled in and marked as assumed", () => {
  const { scheme, headers, delivery, endpoint, assumptions, secret } = provider(MINIMAL)
  expect(scheme).toEqual({
    id: "acme",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Sig", "{signature}"]],
  })
  expect(headers).toEqual([["Content-Type", "application/json"]])
  expect(delivery).toMatchObject({
    success: "2xx",
    timeoutMs: 30_000,
    schedule: { delaysMs: [], certainty: "assumed" },
  })
  expect(endpoint).toMatchObject({ httpsOnly: true, rotation: "old-dies-at-once" })
  expect(secret.generate(Buffer.alloc(32))).toBe("00".repeat(32))
  expect(assumptions.map(({ key, value }) => `${key}=${value}`)).toEqual([
    "signature.key=utf8",
    "signature.content={body}",
    "signature.encoding=hex",
    "headers.content-type=application/json",
    "delivery.success=2xx",
    "events.names=any name is taken",
    "envelope.other-events={id, type}",
    "delivery.timeout=30s",
    "delivery.schedule=1 attempt",
    "endpoint.https=required",
    "rotation.overlap=as the scheme allows",
  ])
})

test("what a file states is not assumed, and what it assumes is told with its reason", () => {
  const { scheme, assumptions, delivery, endpoint } = provider(`
scheme:
  algorithm: hmac-sha256
  key: { assumed: { decoding: base64, prefix: whsec_ }, why: Looks like it. }
  content: "{timestamp}.{body}"
  digest: { assumed: base64, why: No value is shown. }
  bodyForms: { assumed: [reserialised, raw] }
  headers:
    X-Time: "{timestamp}"
    X-Sig: { assumed: "v1={signature}", why: The name is a guess. }
  timestamp: { unit: ms, tolerance: { assumed: 5m, why: As others do. }, futureTolerance: none }
headers:
  Content-Type: application/json
  User-Agent: { assumed: Acme/1.0, why: Seen. }
delivery:
  success: { assumed: [200, 202], why: Tried. }
  timeout: 10s
  retries: { assumed: [1m, 5m], why: Tried. }
endpoint: { httpsOnly: { assumed: false, why: Tried. }, rotation: overlap, hasActiveFlag: false }
events: { a.b: { sample: { type: a.b } } }
`)
  expect(scheme).toMatchObject({
    key: { decoding: "base64", prefix: "whsec_" },
    digest: "base64",
    bodyForms: ["reserialised", "raw"],
    timestamp: { unit: "ms", toleranceSeconds: 300 },
  })
  expect(delivery).toMatchObject({
    success: [200, 202],
    timeoutCertainty: "exact",
    schedule: { delaysMs: [60_000, 300_000], certainty: "assumed", source: "./acme.yaml" },
  })
  expect(endpoint).toMatchObject({ httpsOnly: false, rotation: "overlap", hasActiveFlag: false })
  expect(assumptions).toEqual([
    { key: "signature.header", value: "X-Sig", why: "The name is a guess." },
    { key: "signature.tolerance", value: "5m", why: "As others do." },
    { key: "signature.key", value: "base64, without the leading whsec_", why: "Looks like it." },
    { key: "signature.body", value: "reserialised, else raw", why: "Assumed in the file, without a reason." },
    { key: "signature.encoding", value: "base64", why: "No value is shown." },
    { key: "headers.user-agent", value: "Acme/1.0", why: "Seen." },
    { key: "delivery.success", value: "200, 202", why: "Tried." },
    { key: "endpoint.https", value: "optional", why: "Tried." },
    { key: "delivery.schedule", value: "3 attempts: 1m, 5m apart", why: "Tried." },
  ])
})

test.each(providers.map(({ id }) => id))("a file can extend %s and signs as it does", (id) => {
  const base = findProvider(id)
  const own = provider(`extends: ${id}\nenvelope: { webhookTimestamp: "{now-ms}", data: "{data}" }\n`)
  expect({ ...own.scheme, id }).toEqual(base.scheme)
  expect(own.headers).toEqual(base.headers)
  expect({ ...own.secret, optional: undefined }).toEqual({ ...base.secret, optional: undefined })
  const inherited = base.assumptions.filter(({ key }) => /^(?:signature|headers|secret)\./.test(key))
  expect(own.assumptions).toEqual(expect.arrayContaining(inherited))
})

test("the scheme's fields replace those of the base one by one, each as a whole", () => {
  const { scheme, assumptions } = provider(`
extends: ainexlayer
scheme: { headers: { X-Own: "v={signature}" }, digest: base64 }
headers: { X-Kind: "{event}" }
`)
  expect(scheme).toMatchObject({
    algorithm: "hmac-sha256",
    digest: "base64",
    headers: [["X-Own", "v={signature}"]],
  })
  const keys = assumptions.map(({ key }) => key)
  expect(keys).toEqual(expect.arrayContaining(["signature.key", "signature.body"]))
  expect(keys).not.toContain("signature.encoding")
  expect(keys).not.toContain("signature.prefix")
  expect(keys).not.toContain("headers.content-type")
})

test("a key of its own beside an extended scheme asks for a secret of its own", () => {
  const { secret } = provider("extends: standard-webhooks\nscheme: { key: utf8 }\n")
  expect(secret.generate(Buffer.alloc(32))).toBe("00".repeat(32))
})

test.each<[covers: boolean, scheme: string]>([
  [
    true,
    '{ algorithm: hmac-sha512, digest: base64url, content: "{url}{body}", headers: { X: "{signature}" } }',
  ],
  [true, '{ algorithm: sha256, content: "{secret}{method}{body}", headers: { X: "{signature}" } }'],
  [
    true,
    '{ algorithm: ed25519, content: "{timestamp}{body}", headers: { X: "{signature}", Y: "{timestamp}" } }',
  ],
  [true, '{ algorithm: ecdsa-p256-sha256, digest: base64, headers: { X: "{signature}" } }'],
  [false, '{ algorithm: token, headers: { Authorization: "Bearer {signature}" } }'],
  [true, '{ algorithm: hmac-sha256, key: hex, headers: { X: "{signature}" }, separator: " " }'],
  [true, '{ algorithm: hmac-sha256, headers: { X: "{signature}" }, furtherHeaders: [X-2] }'],
  [
    true,
    '{ algorithm: hmac-sha256, key: { decoding: base64, prefix: p_ }, headers: { X: "v1,{signature}" } }',
  ],
  [
    false,
    '{ algorithm: hmac-sha1, content: "{token}", bodyFields: { /s/k: "{token}", /s/v: "{signature}" } }',
  ],
  [
    true,
    '{ algorithm: hmac-sha256, content: "{url}", query: { h: "{body-sha256}" }, headers: { X: "{signature}" } }',
  ],
  [
    true,
    '{ algorithm: hmac-sha256, headers: { X: "t={timestamp};v1={signature}" }, timestamp: { unit: iso } }',
  ],
  [
    true,
    '{ algorithm: hmac-sha256, headers: { X: "{signature}" }, weaker: { header: Y, template: "{signature}" } }',
  ],
])("covers the body: %s, signs and verifies: %s", (covers, scheme) => {
  const own = signedBy(scheme)
  const { body } = buildPayload({ provider: own, type: "a.b", timeMs: 0, seed: "1" })
  const secrets = [generateSecret(own)]
  const nowMs = Date.parse("2026-01-15T02:03:04Z")
  const signed = sign(own.scheme, { secrets, id: "evt_1", timestampMs: nowMs, eventType: "a.b", body })
  const judge = (changed: Uint8Array): boolean =>
    verify(own.scheme, { ...signed, body: changed, secrets, nowMs }).verified
  expect(judge(signed.body)).toBe(true)
  expect(judge(Buffer.concat([signed.body, Buffer.from(" ")]))).toBe(!covers)
})

test("without a key the headers for that are sent, and the secret is optional", () => {
  const own = signedBy(
    '{ algorithm: hmac-sha256, headers: { X: "{signature}" }, unsigned: { X-Version: "0" } }',
  )
  const { headers } = sign(own.scheme, {
    secrets: [],
    id: "",
    timestampMs: 0,
    eventType: "",
    body: Buffer.from(""),
  })
  expect([headers, own.secret.optional]).toEqual([[["X-Version", "0"]], true])
})

test("a secret has the format of the file", () => {
  const own = provider(`${MINIMAL}secret: { format: "acme_{base62:32}", warnBelow: 40 }\n`)
  expect(generateSecret(own)).toMatch(/^acme_[A-Za-z0-9]{32}$/)
  expect(generateSecret(own)).not.toBe(generateSecret(own))
  expect(own.secret.warnBelow).toBe(40)
})

test("a handshake is data: the proof is made with the secret as the scheme reads it", () => {
  const own = provider(`
scheme: { algorithm: hmac-sha256, key: hex, headers: { X: "{signature}" } }
sources: [https://acme.example/docs]
handshakes:
  validation:
    request: { method: GET, query: { token: "{challenge}" }, signature: none }
    answer: { status: 200, body: { signed: "{proof}" } }
    proof: { algorithm: hmac-sha256, digest: base64 }
    timeout: 3s
    assumed: Seen once.
  forged: { request: { signature: wrong } }
  visit: { request: { body: { url: "https://x" } }, visit: { pointer: /url, hosts: ["*.acme.example"] } }
`)
  const [validation, forged, visit] = own.handshakes!
  expect(validation).toMatchObject({
    id: "validation",
    title: "validation",
    request: { method: "GET", query: [["token", "{challenge}"]], signature: "none" },
    answer: { status: 200, body: { signed: "{proof}" } },
    timeoutMs: 3000,
    certainty: "assumed",
    source: "https://acme.example/docs",
  })
  const expected = createHmac("sha256", Buffer.from("00ff", "hex")).update("abc").digest("base64")
  expect(validation!.proof!("abc", "00ff")).toBe(expected)
  expect(forged).toMatchObject({ request: { method: "POST", signature: "wrong" }, answer: { status: "4xx" } })
  const { hosts } = visit!.visit!
  expect(["a.acme.example", "a.b.acme.example"].every((host) => hosts.test(host))).toBe(true)
  expect(
    ["acme.example", "xacme.example", "a.acmeXexample", "a.acme.example.evil"].some((host) =>
      hosts.test(host),
    ),
  ).toBe(false)
  expect(own.assumptions).toContainEqual({
    key: "handshake.validation",
    value: "validation",
    why: "Seen once.",
  })
})

test("secrets of two files can stand for each other while their keys are alike", () => {
  const kind = (text: string): string => provider(text).file!.secretKind
  const algorithm = (name: string): string =>
    `scheme: { algorithm: ${name}, headers: { X: "{signature}" } }\n`
  expect(kind(MINIMAL)).toBe(kind(`${MINIMAL}events: { a.b: }\nmanage: https://acme.example\n`))
  expect(kind(algorithm("ed25519"))).not.toBe(kind(MINIMAL))
  expect(kind(`${MINIMAL}secret: { format: "x_{hex:8}" }\n`)).not.toBe(kind(MINIMAL))
  expect(kind("extends: svix\n")).toBe(kind("extends: standard-webhooks\n"))
})
