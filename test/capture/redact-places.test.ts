import { expect, test } from "vitest"
import type { Capture } from "../../src/capture/capture.ts"
import { redactCapture } from "../../src/capture/redact/redact-capture.ts"
import type { Header } from "../../src/domain/headers.ts"
import { providers } from "../../src/providers/catalogue.ts"

const JSON_TYPE: Header = ["Content-Type", "application/json"]
const FORM_TYPE: Header = ["Content-Type", "application/x-www-form-urlencoded"]

const redacted = (body: string | Buffer, headers: readonly Header[] = [JSON_TYPE]): Buffer => {
  const capture: Capture = { method: "POST", url: "https://h.example/", headers, body: Buffer.from(body) }
  const after = Buffer.from(redactCapture(capture).body)
  expect(after).toHaveLength(capture.body.length)
  return after
}
const redactedText = (body: string, headers?: readonly Header[]): string => redacted(body, headers).toString()
const base64 = (text: string): string => Buffer.from(text).toString("base64")

/** Names that hold a provider's signature, or what it is made of, in the body. */
const signatureFields = providers.flatMap(({ id, scheme }) =>
  (scheme.bodyFields ?? [])
    .filter(([pointer, template]) => pointer !== "" && /\{(signature|token|secret)\}/.test(template))
    .map(([pointer]) => ({ id, pointer, keys: pointer.slice(1).split("/") })),
)

test("there are providers with signatures in the body", () => {
  expect(signatureFields.length).toBeGreaterThan(5)
})

test.each(signatureFields)("the signature of $id at $pointer of the body is masked", ({ keys }) => {
  const nest = (value: unknown, key: string): unknown => (/^\d+$/.test(key) ? [value] : { [key]: value })
  const body = (value: string): string => JSON.stringify(keys.toReversed().reduce<unknown>(nest, value))
  expect(redactedText(body("s3cretValue"))).toBe(body("x0xxxxXxxxx".toLowerCase()))
})

test.each([
  [
    "clientState",
    "verification_token",
    "verify_token",
    "p_signature",
    "bt_signature",
    "hub.verify_token",
    "sig",
  ],
])("secrets of schemes are masked under %s and the other names they have", (...names) => {
  const body = (value: string): string =>
    JSON.stringify(Object.fromEntries(names.map((name) => [name, value])))
  expect(redactedText(body("s3cret"))).toBe(body("x0xxxx"))
})

test.each([
  ["https://r.example/in/AbCd_-78/hooks", "https://r.example/in/xxxx_-00/hooks"],
  ['{"to":"https:\\/\\/r.example\\/in\\/AbCdEfGh12"}', '{"to":"https:\\/\\/r.example\\/in\\/xxxxxxxx00"}'],
  ["log: https:\\/\\/r.example\\/in\\/AbCdEfGh12 ok", "log: https:\\/\\/r.example\\/in\\/xxxxxxxx00 ok"],
  ["to=https%3A%2F%2Fr.example%2Fin%2FAbCdEfGh12", "to=https%3A%2F%2Fr.example%2Fin%2Fxxxxxxxx00"],
  [`/in/${"a1".repeat(64)}?x`, `/in/${"x0".repeat(64)}?x`],
  [
    "to=https%253A%252F%252Fr.example%252Fin%252FAbCdEfGh12",
    "to=https%253A%252F%252Fr.example%252Fin%252Fxxxxxxxx00",
  ],
  ["/in/short7x and /inbox/AbCdEfGh12", "/in/short7x and /inbox/AbCdEfGh12"],
])("the token of an inbox is masked in the body %s", (body, expected) => {
  expect(redactedText(body)).toBe(expected)
})

const part = (name: string, content: string, more = ""): string =>
  `--b-7\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${content}\r\n`

test("a part of a multipart body is masked by its name, and looked into otherwise", () => {
  const body = (secret: string, token: string, file: string): string =>
    `${part("password", secret)}${part("data", `{"token":"${token}"}`)}${part("note", "as it is")}${part(
      "address",
      file,
      '; filename="a.bin"\r\nContent-Type: text/plain',
    )}--b-7--\r\n`
  const headers: Header[] = [["Content-Type", "multipart/form-data; boundary=b-7"]]
  expect(redactedText(body("two words\r\n\r\nhere", "abc1", "1 Main Street\r\n"), headers)).toBe(
    body("xxx xxxxx\r\n\r\nxxxx", "xxx0", "0 xxxx xxxxxx\r\n"),
  )
})

test.each([
  [
    "JSON in a JSON text",
    JSON.stringify(JSON.stringify({ password: "a b1" })),
    JSON.stringify('{"password":"x x0"}'),
  ],
  [
    "JSON after a byte order mark",
    '\ufeff{"address":{"line":"1 Main"}}',
    '\ufeff{"address":{"line":"0 xxxx"}}',
  ],
  [
    "JSON after much white space",
    `${" ".repeat(2000)}{"address":{"line":"1 Main"}}`,
    `${" ".repeat(2000)}{"address":{"line":"0 xxxx"}}`,
  ],
  ["a key far from its value", `{"pin"${" ".repeat(1500)}:"12"}`, `{"pin"${" ".repeat(1500)}:"00"}`],
  ["JSON in lines", '{"pin":"1"}\n{"pin":22,"a":2}\n', '{"pin":"0"}\n{"pin":10,"a":2}\n'],
  [
    "JSON with what is no JSON",
    '{"a":NaN,"address":{"line":"1 Main","in":["x}"]},"b":"ok"}',
    '{"a":NaN,"address":{"xxxx":"0 xxxx","xx":["x}"]},"b":"ok"}',
  ],
  [
    "a dict of Python",
    "{'password': 'correct \\'horse', 'address': {'line1': '1 Main'}, 'ok': 'yes'}",
    "{'password': 'xxxxxxx \\'xxxxx', 'address': {'xxxx0': '0 xxxx'}, 'ok': 'yes'}",
  ],
  [
    "quotes escaped in a log",
    'sent {\\"password\\":\\"a b\\",\\"n\\":1}',
    'sent {\\"password\\":\\"x x\\",\\"n\\":1}',
  ],
  [
    "what PHP serialised",
    'a:3:{s:8:"password";s:7:"a";b"c1";s:3:"pin";i:1234;s:7:"address";a:1:{i:0;s:6:"1 Main";}}',
    'a:3:{s:8:"password";s:7:"x";x"x0";s:3:"pin";i:0000;s:7:"address";a:1:{x:0;x:0:"0 xxxx";}}',
  ],
  [
    "JSON escaped in XML",
    "<a>{&quot;password&quot;:&quot;a b1&quot;, &#39;pin&#39;: &#39;12&#39;}</a>",
    "<a>{&quot;password&quot;:&quot;x x0&quot;, &#39;pin&#39;: &#39;00&#39;}</a>",
  ],
  [
    "a part after a preamble",
    '# \r\n--b\r\nContent-Disposition: form-data; name="pin"\r\n\r\na b1\r\n--b--',
    '# \r\n--b\r\nContent-Disposition: form-data; name="pin"\r\n\r\nx x0\r\n--b--',
  ],
  ["a session of PHP", 'n|i:1;password|s:3:"a;1";', 'n|i:1;password|s:3:"x;0";'],
  [
    "options and hidden fields",
    "run --password=abc1 _token=s3 .pin: 12",
    "run --password=xxx0 _token=x0 .pin: 00",
  ],
  ["an array of PHP", "[password] => abc1\n[name] => ada", "[password] => xxx0\n[name] => ada"],
  [
    "the head of a letter",
    "Password: correct horse\nName: Ada Byron",
    "Password: xxxxxxx xxxxx\nName: Ada Byron",
  ],
  ["a long value", `password=${"a".repeat(5000)} ok`, `password=${"x".repeat(5000)} ok`],
  [
    "a long private key",
    `-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES-1\n${"a".repeat(9000)}\n-----END RSA PRIVATE KEY-----`,
    `-----BEGIN RSA PRIVATE KEY-----\nxxx-xxxx: xxx-0\n${"x".repeat(9000)}\n-----END RSA PRIVATE KEY-----`,
  ],
])("a value is masked in %s", (_, body, expected) => {
  expect(redactedText(body)).toBe(expected)
})

test.each([
  [
    '{"f":[{"name":"password","value":"a b1"},{"name":"size","value":"xl"}]}',
    '{"f":[{"name":"password","value":"x x0"},{"name":"size","value":"xl"}]}',
  ],
  ['[{"Value":"a1","Key":"Pin"},{"value":7}]', '[{"Value":"x0","Key":"Pin"},{"value":7}]'],
  ['{"value":1234,"id":"pin"}', '{"value":1000,"id":"pin"}'],
  ['{"value":1,"id":"pin","value":22,"id":"pin"}', '{"value":0,"id":"pin","value":10,"id":"pin"}'],
  [
    '{"type":"address","values":[{"line":"1 Main"}],"n":1}',
    '{"type":"address","values":[{"line":"0 xxxx"}],"n":1}',
  ],
  [
    '{"question":"Your phone number?","answer":"5551234"}',
    '{"question":"Your phone number?","answer":"0000000"}',
  ],
  ["{'name': 'password', 'value': 'a b1'}", "{'name': 'password', 'value': 'x x0'}"],
])("a value is masked by the name beside it: %s", (body, expected) => {
  expect(redactedText(body)).toBe(expected)
})

test.each([
  ["<password><![CDATA[a<b>1]]></password><b>1</b>", "<password><![CDATA[x<x>0]]></password><b>1</b>"],
  ['<user first_name="Jean Paul" n="2"/>', '<user first_name="xxxx xxxx" n="2"/>'],
  [
    '<c:address type="a"><line no="12">1 Main</line><address/></c:address><n>1</n>',
    '<c:address type="a"><line no="00">0 xxxx</line><address/></c:address><n>1</n>',
  ],
  ["<token><token>a</token>b</token>c", "<token><token>x</token>x</token>c"],
  [
    '<add key="ApiSecret" value="a1"/><input name="pin" value=\'12\'>',
    '<add key="ApiSecret" value="x0"/><input name="pin" value=\'00\'>',
  ],
  [
    '<field name="password">a1</field><field name="size">xl</field>',
    '<field name="password">xx</field><field name="size">xl</field>'.replace("xx", "x0"),
  ],
  [`<token>${"a".repeat(5000)}</token>`, `<token>${"x".repeat(5000)}</token>`],
  [
    "<m><name>password</name> <value><string>a1</string></value></m><key>n</key><string>ok1</string>",
    "<m><name>password</name> <value><string>x0</string></value></m><key>n</key><string>ok1</string>",
  ],
  ["<name>Phone case</name><price>10</price>", "<name>Phone case</name><price>10</price>"],
  ["send <token> here, and <b>then</b>", "send <token> xxxx, xxx <b>then</b>"],
])("a value is masked in the elements %s", (body, expected) => {
  expect(redactedText(body, [["Content-Type", "application/xml"]])).toBe(expected)
})

test.each([
  ["little-endian", "", false],
  ["little-endian with its mark", "\ufeff", false],
  ["big-endian", "", true],
  ["big-endian with its mark", "\ufeff", true],
])("UTF-16 is redacted as text, %s", (_, mark, isBig) => {
  const wide = (text: string): Buffer => {
    const bytes = Buffer.from(mark + text, "utf16le")
    return isBig ? bytes.swap16() : bytes
  }
  expect(redacted(wide('{"password":"p\u4e2d1","address":{"a":"1 b"},"n":"ok"}'))).toEqual(
    wide('{"password":"xx0","address":{"a":"0 x"},"n":"ok"}'),
  )
})

test.each([
  [
    "JSON",
    { data: base64('{"password":"hunter2!","n":"ok"}') },
    { data: base64('{"password":"xxxxxx0!","n":"ok"}') },
  ],
  [
    "base64 of a URL",
    { data: Buffer.from('{"password":"a??b","n":"~~~"}').toString("base64url") },
    { data: Buffer.from('{"password":"x??x","n":"~~~"}').toString("base64url") },
  ],
  [
    "a data URL",
    { data: `data:text/xml;base64,${base64("<pin>12</pin>")}` },
    { data: `data:text/xml;base64,${base64("<pin>00</pin>")}` },
  ],
  [
    "what is compressed",
    { data: Buffer.from("1f8b0800000000000003cbc8", "hex").toString("base64") },
    { data: base64("xxxxxxxxxxxx") },
  ],
  ["what tells nothing", { data: base64("nothing to be hidden here"), id: "internationalisation" }, null],
  ["what cannot be read under a telling name", { token: "//79+vn4AAAA" }, { token: "//00+xx0xxxx" }],
])("base64 is redacted inside and stays base64: %s", (_, before, after) => {
  expect(redactedText(JSON.stringify(before))).toBe(JSON.stringify(after ?? before))
})

test("base64 that has no room for what is redacted in it is masked, and keeps its length", () => {
  const body = `{"data":"${base64('{"password":"\u00bf\u00bf\u00bf"}').replaceAll("/", "\\/")}"}`
  expect(body).toContain("\\/")
  const after = redactedText(body)
  expect(after).not.toBe(body)
  expect(JSON.parse(after)).toEqual({ data: expect.stringMatching(/^[x0/=]+$/) })
})

test("base64 in lines is redacted inside a form, every encoded character where it was", () => {
  const lines = (xml: string): string => `${base64(xml).replaceAll(/.{60}/g, "$&\n")}\n`
  const body = (sig: string, xml: string): string =>
    `bt_signature=${sig}&bt_payload=${encodeURIComponent(lines(xml))}`
  const xml = (mail: string, pin: string): string =>
    `<notification><email>${mail}</email><customer><pin type="integer">${pin}</pin></customer></notification>`
  expect(redactedText(body("pub%7Cabc", xml("maya@company.com", "1234")), [FORM_TYPE])).toBe(
    body("xxx%7Cxxx", xml("xxxx@xxxxxxx.xxx", "0000")),
  )
})

test.each<[string, readonly Header[], Buffer]>([
  [
    "one of several Content-Encoding headers says so",
    [
      ["Content-Encoding", "identity"],
      ["content-encoding", "gzip"],
    ],
    Buffer.from("{}"),
  ],
  ["one of several encodings does", [["Content-Encoding", "identity, br"]], Buffer.from("{}")],
  ["its first bytes do", [], Buffer.from("1f8b08007b7d", "hex")],
])("a body is masked whole when %s", (_, headers, body) => {
  expect(redactedText(body as unknown as string, headers)).toBe("x".repeat(body.length))
})

test("JSON that calls itself a form is still redacted as JSON", () => {
  expect(redactedText('{"address":{"a":"1 b&c=d"}}', [FORM_TYPE])).toBe('{"address":{"a":"0 x&x=x"}}')
})
