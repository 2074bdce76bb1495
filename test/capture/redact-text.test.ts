import fc from "fast-check"
import { expect, test } from "vitest"
import { redactPlain } from "../../src/capture/redact/patterns.ts"
import { redactForm, redactText } from "../../src/capture/redact/redact-text.ts"
import { isSensitiveName } from "../../src/capture/redact/sensitive-names.ts"

test.each(
  `password userPassword X-Api-Key apiKey APIKEY user[api_key] client_secret accessToken Stripe-Signature
  X-Hub-Signature-256 set-cookie customer_email phoneNumber address1 ip_address first_name firstName LASTNAME last4`
    .trim()
    .split(/\s+/),
)("%s is the name of something to hide", (name) => {
  expect(isSensitiveName(name)).toBe(true)
})

test.each(["name", "id", "type", "tokens", "completion_tokens", "passed", "shipping", "tipo", "zipper", ""])(
  "%j is not the name of something to hide",
  (name) => {
    expect(isSensitiveName(name)).toBe(false)
  },
)

test.each([
  ["mail ada.lovelace+1@example.co.uk now", "mail xxx.xxxxxxxx+0@xxxxxxx.xx.xx now"],
  ["call +1 (555) 123-4567 or 555-123-4567", "call +0 (000) 000-0000 or 000-000-0000"],
  ["from 203.0.113.7 and 2001:db8::ff00:42:8329", "from 000.0.000.0 and 0000:xx0::xx00:00:0000"],
  ["card 4111 1111 1111 1111 123 ok", "card 0000 0000 0000 0000 123 ok"],
  ["a eyJhbGciOiJ9.eyJzdWIifQ.c2ln b", "a xxxxxxxxxxx0.xxxxxxxxxx.x0xx b"],
  ["sk_live_51Habcde whsec_MfKQ9r8G/+= xoxb-123-abcde", "sk_live_00xxxxxx whsec_xxxx0x0x/+= xoxb-000-xxxxx"],
  ["password=hunter2 user=ada", "password=xxxxxx0 user=ada"],
  ["Authorization: Bearer abc123, ok", "Authorization: xxxxxx xxx000, ok"],
  ['log "token": "abc123" ok', 'log "token": "xxx000" ok'],
  ["<password>hunter2</password><a>b1</a>", "<password>xxxxxx0</password><a>b1</a>"],
  ["https://ada:s3cret@h/x", "https://xxx:x0xxxx@h/x"],
  [
    "-----BEGIN PRIVATE KEY-----\nMIIEv\n-----END PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\nxxxxx\n-----END PRIVATE KEY-----",
  ],
  ["password=p\u00e0ss1 x", "password=xxxx0 x"],
])("in %j what shows by itself is masked", (text, expected) => {
  expect(redactPlain(text)).toBe(expected)
})

test.each([
  "at 02:03:04 on 2026-01-15T02:03:04+00:00, version 1.2.3, order 555123",
  "1768442584567 and 127.0.0.1:3000 and ::1 and std::array::b",
  "a@b, @scope/package@1.2.3, ratio 4:5",
  "evt_01jd3k8x9q user.created 7b0e1c9e-4266-1417-9b2a-5e3f1c2d4a6b",
  '{"id":"evt_1","type":"user.created","amount":12.50,"ok":true,"none":null,"list":[1,-2e3]}',
])("%s stays as it is", (text) => {
  expect(redactText(text)).toBe(text)
})

test.each([
  [
    '{"user":{"email":"ada@example.com","n":1},"password":"p\\u00e9\\"x\\n1"}',
    '{"user":{"email":"xxx@xxxxxxx.xxx","n":1},"password":"x\\u0078\\"x\\n0"}',
  ],
  [
    '{"address":{"city":"Z\u00c3\u00bcrich","n":[1,22,-3.5e10,true]},"ok":22}',
    '{"address":{"city":"xxxxxxx","n":[0,10,-0.0e00,true]},"ok":22}',
  ],
  ['{"a":4111111111111111,"b":"4111111111111111"}', '{"a":1000000000000000,"b":"0000000000000000"}'],
  [
    '{"note":"{\\"token\\":\\"abc\\"}","next":"token=abc"}',
    '{"note":"{\\"token\\":\\"xxx\\"}","next":"token=xxx"}',
  ],
  ['{"url":"https:\\/\\/h\\/?page=1&secret=abc"}', '{"url":"https:\\/\\/h\\/?page=1&secret=xxx"}'],
  ['{"ada@example.com":{"a":1}}', '{"xxx@xxxxxxx.xxx":{"a":1}}'],
  ['{"token":"abc', '{"token":"xxx'],
  ["[2026-01-15] mail a@b.cd", "[2026-01-15] mail x@x.xx"],
])("JSON is redacted by its keys: %s", (text, expected) => {
  expect(redactText(text)).toBe(expected)
})

test("a form is redacted by its fields, encoded as they are", () => {
  expect(
    redactForm(
      "a=1&email=ada%40example.com&password=caf%C3%A9+1&to=%2B15551234567&payload=%7B%22token%22%3A%22ab1%22%7D",
    ),
  ).toBe(
    "a=1&email=xxx%40xxxxxxx.xxx&password=xxx%78%78+0&to=%2B00000000000&payload=%7B%22token%22%3A%22xx0%22%7D",
  )
})

const digits = (count: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((all) => all.join(""))
const letters = (min: number, max: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(..."bcdefghjkmnpqrstuvwyz123456789".split("")),
    minLength: min,
    maxLength: max,
  })

/** The digit that makes a number pass the check of card numbers. */
function withCheckDigit(number: string): string {
  const sum = number
    .split("")
    .toReversed()
    .reduce((all, digit, index) => {
      const counted = index % 2 === 0 ? Number(digit) * 2 : Number(digit)
      return all + (counted > 9 ? counted - 9 : counted)
    }, 0)
  return `${number}${(10 - (sum % 10)) % 10}`
}

const secret = fc.oneof(
  fc.tuple(letters(1, 12), letters(1, 12)).map(([name, host]) => `${name}@${host}.example`),
  digits(9).map((rest) => `+44${rest}`),
  digits(7).map((rest) => `555-${rest.slice(0, 3)}-${rest.slice(3)}`),
  digits(14).map((rest) => withCheckDigit(`4${rest}`)),
  fc
    .array(fc.integer({ min: 1, max: 255 }), { minLength: 4, maxLength: 4 })
    .map((parts) => parts.join("."))
    .filter((address) => !address.startsWith("127.")),
  fc.tuple(letters(6, 20), letters(4, 20), letters(0, 20)).map((parts) => `eyJ${parts.join(".")}`),
  fc
    .tuple(fc.constantFrom("sk_live_", "whsec_", "ghp_", "xoxb-"), letters(10, 30))
    .map((parts) => parts.join("")),
)
const safe = fc.constantFrom("order", "shipped", "the", "state", "paid", "true")

interface Wrap {
  readonly name: string
  readonly wrap: (words: readonly string[]) => string
  readonly unwrap: (text: string) => readonly string[]
}

const list = (json: string): readonly string[] => (JSON.parse(json) as { list: string[] }).list
const WRAPS: readonly Wrap[] = [
  { name: "plain text", wrap: (words) => words.join(" "), unwrap: (text) => text.split(" ") },
  { name: "JSON", wrap: (words) => JSON.stringify({ list: words }), unwrap: list },
  {
    name: "text in JSON",
    wrap: (words) => JSON.stringify({ text: words.join("\n") }),
    unwrap: (text) => (JSON.parse(text) as { text: string }).text.split("\n"),
  },
  {
    name: "indented JSON in JSON",
    wrap: (words) => JSON.stringify({ list: [JSON.stringify({ list: words }, null, 2)] }),
    unwrap: (text) => list(list(text)[0]!),
  },
  {
    name: "a form",
    wrap: (words) => `text=${words.map(encodeURIComponent).join("+")}`,
    unwrap: (text) => new URLSearchParams(text).get("text")!.split(" "),
  },
  {
    name: "JSON in a form",
    wrap: (words) => `text=${encodeURIComponent(JSON.stringify({ list: words }))}`,
    unwrap: (text) => list(new URLSearchParams(text).get("text")!),
  },
]

test.each(WRAPS)("no secret is left in $name, and nothing else is touched", ({ wrap, unwrap }) => {
  const words = fc.array(fc.oneof(secret, safe), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(words, (before) => {
      const text = wrap(before)
      const redacted = redactText(text)
      expect(redacted).toHaveLength(text.length)
      const after = unwrap(redacted)
      expect(after).toHaveLength(before.length)
      // Of a word either everything is hidden but its punctuation and a prefix that tells its kind, or nothing.
      const shown = after.filter((word) => !/^(sk_live_|whsec_|ghp_|xoxb-)?[x0\W_]+$/.test(word))
      expect(shown).toEqual(before.filter((word) => /^[a-z]+$/.test(word)))
    }),
    { numRuns: 500 },
  )
})

test("text without secrets is not touched", () => {
  fc.assert(
    fc.property(fc.constantFrom(...WRAPS), fc.array(safe), ({ wrap }, words) => {
      expect(redactText(wrap(words))).toBe(wrap(words))
    }),
  )
})

const hidden = fc.constantFrom("password", "api_key", "Email", "billingAddress", "a", "b", "name")
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "binary-ascii" }),
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.constantFrom(true, null, "\u00e9\u4e2d", "a@b.example", "0123"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(hidden, tie("value"), { maxKeys: 3 }),
  ),
})).value

/** The same structure with every text and number forgotten. */
function shape(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(shape)
  if (typeof json !== "object" || json === null) return typeof json
  return Object.fromEntries(Object.entries(json).map(([key, inner]) => [key, shape(inner)]))
}

test("JSON stays JSON of the same shape and length, and what stands under a telling key says nothing", () => {
  fc.assert(
    fc.property(fc.dictionary(hidden, value), fc.constantFrom(undefined, 2), (object, indent) => {
      const text = Buffer.from(JSON.stringify(object, null, indent)).toString("latin1")
      const redacted = redactText(text)
      expect(redacted).toHaveLength(text.length)
      const json = JSON.parse(redacted) as Record<string, unknown>
      expect(shape(json)).toEqual(shape(JSON.parse(text)))
      const told = JSON.stringify([json["password"], json["api_key"], json["Email"], json["billingAddress"]])
      const withoutKeys = told.replaceAll(/"(password|api_key|Email|billingAddress|a|b|name)":/g, "")
      expect(withoutKeys.replaceAll(/null|true|\\[nrtbf]|\\u00[01][0-9a-f]|\\u007f/g, "")).toMatch(
        /^[^A-Zac-wyz2-9\u0080-\uffff]*$/,
      )
    }),
    { numRuns: 500 },
  )
})

test("redacting twice is redacting once, and no text makes it fail or change its length", () => {
  const noise = fc.string({ unit: fc.constantFrom(...'a1@.:-+ "\\{}[],=&%u0x4\u00e9e/<>'.split("")) })
  fc.assert(
    fc.property(fc.oneof(noise, fc.string({ unit: "binary" }), fc.json()), (text) => {
      const once = redactText(text)
      expect(once).toHaveLength(text.length)
      expect(redactText(once)).toBe(once)
    }),
    { numRuns: 3000 },
  )
})

const PIECES = ["a@", "1.", "eyJa", "4111", "://a:", "<a ", "token:", "+1 ", "a=", '{"a":', "%4", "::a"]
const OPENINGS = [
  "<pin>",
  "<![CDATA[",
  "--b\r\nContent-A: b\r\n\r\n",
  "pin:['",
  'pin";s:9:"',
  '{"value":',
  "/in/",
]

test.each([...PIECES, ...OPENINGS])("many of %j in a row are no trap", (piece) => {
  expect(redactText(piece.repeat(100_000))).toHaveLength(piece.length * 100_000)
})

test("names and values that wait for each other are no trap", () => {
  const text = `{${'"value":1,'.repeat(30_000)}${'"name":"pin",'.repeat(30_000)}"a":1}`
  expect(redactText(text)).toBe(text.replaceAll('"value":1', '"value":0'))
})
