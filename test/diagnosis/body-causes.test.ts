import { gzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { CANARY, diagnosed, idsOf, names, sha256, STRIPE_SECRET, stripeSigned } from "./planted.ts"

const text = CANARY.toString()
const parsed: unknown = JSON.parse(text)
const utf8 = (changed: string): Buffer => Buffer.from(changed, "utf8")

/** Strings as they stand in the canary, each changed. */
const inStrings = (change: (literal: string) => string): Buffer =>
  utf8(text.replace(/"(?:[^"\\]|\\.)*"/g, (literal) => change(literal)))

const escaped = (literal: string, isUpper = false): string =>
  literal.replace(/[\u0080-\uffff]/g, (unit) => {
    const digits = unit.charCodeAt(0).toString(16).padStart(4, "0")
    return `\\u${isUpper ? digits.toUpperCase() : digits}`
  })

const planted: readonly (readonly [id: string, signed: Uint8Array])[] = [
  ["body-reserialised-javascript", utf8(JSON.stringify(parsed))],
  ["body-pretty-2", utf8(JSON.stringify(parsed, null, 2))],
  ["body-pretty-4", utf8(JSON.stringify(parsed, null, 4))],
  ["body-pretty-tab", utf8(JSON.stringify(parsed, null, "\t"))],
  ["body-json-string", utf8(JSON.stringify(text))],
  ["body-part", utf8(JSON.stringify((parsed as { o: unknown }).o))],
  ["body-white-space-removed", utf8(text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1"))],
  [
    "body-numbers-changed",
    utf8(
      text
        .replace("1.0", "1")
        .replace("1e3", "1000")
        .replace("12345678901234567890", "12345678901234567000")
        .replace("-0.0", "0"),
    ),
  ],
  ["body-unicode-escaped", inStrings((literal) => escaped(literal))],
  ["body-unicode-escaped-upper", inStrings((literal) => escaped(literal, true))],
  ["body-unicode-unescaped", utf8(text.replace("\\u00fc", "ü").replace("\\u2028", "\u2028"))],
  ["body-slashes-escaped", utf8(text.replace("a/b", "a\\/b"))],
  ["body-slashes-unescaped", utf8(text.replace("\\/", "/"))],
  [
    "body-strings-trimmed",
    utf8(JSON.stringify(parsed, (_, value: unknown) => (typeof value === "string" ? value.trim() : value))),
  ],
  ["body-nulls-emptied", utf8(JSON.stringify(parsed, (_, value: unknown) => value ?? ""))],
  [
    "body-emptied-to-null",
    utf8(JSON.stringify(parsed, (_, value: unknown) => (value === "" ? null : value))),
  ],
  ["body-nulls-dropped", utf8(JSON.stringify(parsed, (_, value: unknown) => value ?? undefined))],
  ["body-newline-added", utf8(`${text}\n`)],
  ["body-newline-added", utf8(`${text}\r\n`)],
  ["body-newline-removed", utf8(text.slice(0, -2))],
  ["body-trimmed", utf8(text.trim())],
  ["body-crlf-to-lf", utf8(text.replaceAll("\r\n", "\n"))],
  ["body-bom-added", utf8(`\ufeff${text}`)],
  ["body-latin1-as-utf8", utf8(CANARY.toString("latin1"))],
  ["body-utf8-as-latin1", Buffer.from(text, "latin1")],
  ["body-ascii", utf8(CANARY.toString("ascii"))],
  ["body-utf16", Buffer.from(text, "utf16le")],
  ["body-nfd", utf8(text.normalize("NFD"))],
  ["body-base64", utf8(CANARY.toString("base64"))],
  ["body-hex", utf8(CANARY.toString("hex"))],
  ["body-compressed", gzipSync(CANARY)],
  ["body-empty", Buffer.alloc(0)],
  ["body-empty", utf8("{}")],
  ["body-empty", utf8("undefined")],
  ["body-object-text", utf8("[object Object]")],
  [
    "body-form-payload-decoded",
    utf8(`payload=${encodeURIComponent(text).replaceAll("%20", "+").replaceAll("'", "%27")}`),
  ],
]

test.each(planted)("a signature over %s is explained by exactly that", async (id, signed) => {
  const diagnosis = await diagnosed({
    provider: "stripe",
    secret: STRIPE_SECRET,
    headers: stripeSigned(signed),
  })
  expect(
    idsOf(diagnosis),
    `${idsOf(diagnosis).join()} aliases ${diagnosis.causes[0]?.aliases.join()}`,
  ).toHaveLength(1)
  expect(names(diagnosis, id)).toBe(true)
})

// The same mistakes where the user's own code made them: the request is right, the computed digest is not.
test.each(planted)("a digest that code computed over %s is explained by exactly that", async (id, hashed) => {
  const got = sha256(STRIPE_SECRET, "1768442584.", hashed).toString("hex")
  const diagnosis = await diagnosed({
    provider: "stripe",
    secret: STRIPE_SECRET,
    headers: stripeSigned(CANARY),
    more: { got },
  })
  expect(names(diagnosis, id)).toBe(true)
  expect(diagnosis.causes[0]!.title).toMatch(/^Your code computed it over /)
})

test.each([
  ["body-lf-to-crlf", utf8('{"a":1}\n{"b":2}\n'), utf8('{"a":1}\r\n{"b":2}\r\n')],
  ["body-bom-removed", utf8("\ufeff{}"), utf8("{}")],
  ["body-decompressed", gzipSync(CANARY), CANARY],
  ["body-base64-decoded", utf8(CANARY.toString("base64")), CANARY],
  ["body-utf8-text", Buffer.from([0x22, 0xff, 0xfe, 0x22]), utf8('"\ufffd\ufffd"')],
  ["body-nfc", utf8("é".normalize("NFD")), utf8("é".normalize("NFC"))],
  ["body-truncated", Buffer.alloc(150_000, 0x61), Buffer.alloc(100 * 1024, 0x61)],
  ["body-truncated", utf8("abc\0def"), utf8("abc")],
  ["body-form-as-json", utf8("b=2&a=x+y"), utf8('{"b":"2","a":"x y"}')],
  ["body-form-reencoded", utf8("b=2&a=x%20y"), utf8("b=2&a=x+y")],
  ["body-form-sorted", utf8("b=2&a=1"), utf8("a=1&b=2")],
  ["body-form-decoded", utf8("a=x%2Fy"), utf8("a=x/y")],
  ["body-form-field", utf8("payload=%7B%22a%22%3A1%7D"), utf8('{"a":1}')],
  ["body-strings-reprinted", utf8('{"a": "\\u00fc\\/"}'), utf8('{"a": "ü/"}')],
] as const)("%s is found on a body it changes", async (id, received, signed) => {
  const diagnosis = await diagnosed({
    provider: "stripe",
    secret: STRIPE_SECRET,
    body: received,
    headers: stripeSigned(signed),
  })
  expect(names(diagnosis, id), idsOf(diagnosis).join()).toBe(true)
})

test("what stands behind the declared length is no part of the message", async () => {
  const received = Buffer.concat([CANARY, Buffer.from("--- log line")])
  const headers = [...stripeSigned(CANARY), ["Content-Length", String(CANARY.length)] as const]
  const diagnosis = await diagnosed({ provider: "stripe", secret: STRIPE_SECRET, body: received, headers })
  expect(names(diagnosis, "body-longer-than-declared")).toBe(true)
})

test("the proof of a changed body says where it begins to differ, and what stands there in both", async () => {
  const diagnosis = await diagnosed({
    provider: "stripe",
    secret: STRIPE_SECRET,
    body: Buffer.from('{"amount":12450.00}'),
    headers: stripeSigned(Buffer.from('{"amount":12450}')),
  })
  expect(diagnosis.causes[0]).toMatchObject({
    id: "body-reserialised-javascript",
    proof: {
      text: "Recomputed: HMAC-SHA-256 with the key of the secret over {timestamp}.{body}, {body} being the body parsed and printed again, JSON.stringify(JSON.parse(body)) is exactly the signature in Stripe-Signature.",
      difference: {
        offset: 15,
        received: '…mount":12450.00}',
        signed: '…mount":12450}',
        receivedBytes: 19,
        signedBytes: 16,
      },
    },
    fix: { text: "Verify the bytes as they arrived, before anything parses them." },
  })
  expect(Object.keys(diagnosis.causes[0]!.fix.code!)).toEqual(
    "express fastify nextjs hono nestjs flask django fastapi rails laravel spring go aspnet".split(" "),
  )
})
