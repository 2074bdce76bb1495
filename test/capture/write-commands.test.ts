import { spawnSync } from "node:child_process"
import { execa } from "execa"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { CapturedRequest } from "../../src/capture/capture.ts"
import { shellQuote } from "../../src/capture/shell-quote.ts"
import { writeCurl } from "../../src/capture/write-curl.ts"
import { writeHttpie } from "../../src/capture/write-httpie.ts"
import type { Header } from "../../src/domain/headers.ts"
import { startRawServer } from "../support/raw-server.ts"

const URL = "https://shop.example.com/hooks"
const request = (more: Partial<CapturedRequest> = {}): CapturedRequest => ({
  method: "POST",
  url: URL,
  headers: [["Content-Type", "application/json"]],
  body: Buffer.from('{"a":"it\'s"}'),
  ...more,
})

test("a curl command says all it sends and takes curl's own headers away", () => {
  expect(writeCurl(request({ headers: [["Host", "shop.example.com"], ...request().headers] }))).toBe(
    [
      `curl -X POST ${URL} \\`,
      "  -H 'Content-Type: application/json' \\",
      "  -H 'User-Agent:' \\",
      "  -H 'Accept:' \\",
      `  --data-raw '{"a":"it'\\''s"}'`,
    ].join("\n"),
  )
})

test("an HTTPie command sends the body as it is", () => {
  expect(
    writeHttpie(
      request({
        headers: [
          ["User-Agent", "x/1"],
          ["X-Odd", "=1"],
          ["X-Empty", ""],
        ],
      }),
    ),
  ).toBe(
    [
      `http --ignore-stdin POST ${URL} \\`,
      "  User-Agent:x/1 \\",
      "  'X-Odd:\\=1' \\",
      "  'X-Empty;' \\",
      "  Accept: \\",
      "  Accept-Encoding: \\",
      "  Content-Type: \\",
      `  --raw '{"a":"it'\\''s"}'`,
    ].join("\n"),
  )
})

test.each([
  ["bytes that are no text", Buffer.from([0xff, 0x00, 0x80])],
  ["a NUL", Buffer.from("a\0b")],
  ["more than one argument can hold", Buffer.alloc(200_000, "a")],
])("a body with %s goes through base64", (_, body) => {
  const pipe = `printf %s ${shellQuote(body.toString("base64"))} | base64 -d | `
  expect(writeCurl(request({ body }))).toMatch(/--data-binary @-$/)
  expect(writeCurl(request({ body })).startsWith(`${pipe}curl `)).toBe(true)
  expect(writeHttpie(request({ body })).startsWith(`${pipe}http POST `)).toBe(true)
})

const hasCurl = spawnSync("bash", ["-c", "command -v curl && command -v base64"]).status === 0

const HEADERS: readonly Header[] = [
  ["Content-Type", "application/json; charset=utf-8"],
  ["User-Agent", 'Provider/1.0 (it\'s "quoted" $HOME `x` \\n)'],
  ["X-Empty", ""],
  ["x-Latin", "caf\u00e9 1"],
  ["X-Dup", "1"],
  ["x-dup", "2"],
]
const BODIES: readonly (readonly [string, Buffer])[] = [
  ["quotes and shell signs", Buffer.from(`{"a":"it's $HOME \`x\` \\n !! % \u{1f600}"}\n`)],
  ["a leading @", Buffer.from("@/etc/hostname")],
  ["nothing", Buffer.alloc(0)],
  ["bytes of every value", Buffer.from(Array.from({ length: 256 }, (_, index) => index))],
  ["line breaks of every kind", Buffer.from("a\r\nb\nc\rd\n\n")],
  ["200 KB of text", Buffer.alloc(200_000, "ab'")],
  ["more than 1 MiB", Buffer.alloc(1_200_000, "a")],
]

test.runIf(hasCurl).each(BODIES)(
  "real curl sends %s byte for byte and header for header",
  async (_, body) => {
    await using server = await startRawServer()
    const url = `http://${server.host}/a/../b?x[]={1,2}&q=%2F`
    const command = writeCurl({ method: "POST", url, headers: HEADERS, body })
    await execa("bash", [], { input: `${command}\n` })
    const [received] = await server.waitFor(1)
    expect(received!.body.equals(body)).toBe(true)
    expect(received!.lines.toSorted()).toEqual(
      [
        "POST /a/../b?x[]={1,2}&q=%2F HTTP/1.1",
        `Host: ${server.host}`,
        "Content-Type: application/json; charset=utf-8",
        'User-Agent: Provider/1.0 (it\'s "quoted" $HOME `x` \\n)',
        "X-Empty:",
        "x-Latin: caf\u00e9 1",
        "X-Dup: 1",
        "x-dup: 2",
        `Content-Length: ${body.length}`,
      ].toSorted(),
    )
  },
)

test("bash gives every quoted text back unchanged", async () => {
  const texts = fc.sample(
    fc.string({ unit: "binary", minLength: 0 }).filter((text) => !text.includes("\0")),
    200,
  )
  const script = texts.map((text) => `printf '%s\\0' ${shellQuote(text)}`).join("\n")
  const { stdout } = await execa("bash", [], { input: script, stripFinalNewline: false })
  expect(stdout.split("\0").slice(0, -1)).toEqual(texts)
})
