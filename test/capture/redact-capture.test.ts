import fc from "fast-check"
import { expect, test } from "vitest"
import type { Capture } from "../../src/capture/capture.ts"
import { isMasked } from "../../src/capture/redact/mask.ts"
import { redactCapture } from "../../src/capture/redact/redact-capture.ts"
import type { Header } from "../../src/domain/headers.ts"
import { providers } from "../../src/providers/catalogue.ts"
import { signatureHeaders } from "../../src/signing/scheme.ts"
import { arbitraryCapture } from "../support/arbitrary-capture.ts"

const capture = (more: Partial<Capture>): Capture => ({
  method: "POST",
  url: "https://h.example/",
  headers: [],
  body: Buffer.alloc(0),
  ...more,
})

test.each([
  ["Authorization", "Bearer abc.123", "Bearer xxx.000"],
  ["authorization", "Basic dXNlcjpwYXNz", "Basic xXXxxxxxXXXx".replaceAll("X", "x")],
  ["Cookie", "session=abc1; theme=dark", "session=xxx0; theme=xxxx"],
  ["Stripe-Signature", "t=1768442584,v1=5f3e,v0=a1", "t=0000000000,v1=0x0x,v0=x0"],
  ["X-Hub-Signature-256", "sha256=5f3eab", "sha256=0x0xxx"],
  ["webhook-signature", "v1,K5oZfzN95Z== v1a,ab+/1=", "v1,x0xxxxx00x== v1a,xx+/0="],
  ["X-Gitlab-Token", "name=s3cret", "xxxx=x0xxxx"],
  ["X-Api-Key", "k-123", "x-000"],
  ["X-Forwarded-For", "203.0.113.7, 127.0.0.1", "000.0.000.0, 127.0.0.1"],
  ["From", "ada@example.com", "xxx@xxxxxxx.xxx"],
  ["X-Any", "see sk_live_abc12345", "see sk_live_xxx00000"],
  ["Content-Type", "application/json; charset=utf-8", "application/json; charset=utf-8"],
  ["webhook-timestamp", "1768442584", "1768442584"],
  [
    "User-Agent",
    "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
  ],
])("the header %s: %s becomes %s", (name, value, expected) => {
  expect(redactCapture(capture({ headers: [[name, value]] })).headers).toEqual([[name, expected]])
})

test("the signature header of every provider keeps its shape and says nothing", () => {
  const names = [...new Set(providers.flatMap(({ scheme }) => signatureHeaders(scheme)))]
  const headers = names.map((name): Header => [name, "t=1,v1=5f3eab12cd34ef56, sha256=ab12cd34ef56ab78"])
  const redacted = redactCapture(capture({ headers })).headers
  expect(names.length).toBeGreaterThan(8)
  expect(redacted.filter(([, value]) => !isMasked(value))).toEqual([])
  expect(redacted.map(([, value]) => value.replaceAll(/[a-z0-9]/gi, "#"))).toEqual(
    headers.map(([, value]) => value.replaceAll(/[a-z0-9]/gi, "#")),
  )
})

test.each([
  ["https://h/a?token=abc&x=1&email=a%40b.example", "https://h/a?token=xxx&x=1&email=x%40x.xxxxxxx"],
  [
    "http://127.0.0.1:4400/in/AbCdEfGhIjKlMnOpQrStUvWx/hooks",
    "http://127.0.0.1:4400/in/xxxxxxxxxxxxxxxxxxxxxxxx/hooks",
  ],
  ["https://ada:pw@h/", "https://xxx:xx@h/"],
  ["https://h/users/ada%40example.com/1", "https://h/users/xxx%40xxxxxxx.xxx/1"],
  ["https://h/p?a&b=%2F+%zz", "https://h/p?a&b=%2F+%zz"],
])("the URL %s becomes %s", (url, expected) => {
  expect(redactCapture(capture({ url })).url).toBe(expected)
})

test.each<[what: string, headers: readonly Header[], body: string, expected: string]>([
  ["JSON", [], '{"password":"a1"}', '{"password":"x0"}'],
  [
    "a form by its type",
    [["content-type", "application/x-www-form-urlencoded"]],
    "To=%2B15551234567",
    "To=%2B00000000000",
  ],
  ["text", [], "token: ab1", "token: xx0"],
  ["what is compressed", [["Content-Encoding", "gzip"]], "\x1f\x8b\x08{}", "xxxxx"],
])("a body is redacted as %s", (_, headers, body, expected) => {
  const redacted = redactCapture(capture({ headers, body: Buffer.from(body, "latin1") }))
  expect(Buffer.from(redacted.body).toString("latin1")).toBe(expected)
})

test("the answer is redacted too", () => {
  const response = {
    status: 200,
    headers: [["Set-Cookie", "id=abc1; Path=/"] as const],
    body: Buffer.from("a@b.example"),
  }
  expect(redactCapture(capture({ response })).response).toEqual({
    status: 200,
    headers: [["Set-Cookie", "id=xxx0; Path=/"]],
    body: Buffer.from("x@x.xxxxxxx"),
  })
})

test("what was changed is marked, and nothing else", () => {
  const harmless = capture({ body: Buffer.from('{"id":1}'), headers: [["Host", "h.example"]] })
  expect(redactCapture(harmless)).toBe(harmless)
  expect(redactCapture(capture({ headers: [["X-Token", "a"]] })).redacted).toBe(true)
})

test("no capture changes its lengths, its names or its method, and redacting twice is redacting once", () => {
  fc.assert(
    fc.property(arbitraryCapture(), (before) => {
      const after = redactCapture(before)
      const lengths = ({ url, headers, body }: Capture) => [
        url.length,
        headers.map(([name, value]) => [name, value.length]),
        body.length,
      ]
      expect(lengths(after)).toEqual(lengths(before))
      expect({ ...redactCapture(after), redacted: after.redacted }).toEqual({ ...after })
    }),
    { numRuns: 500 },
  )
})
