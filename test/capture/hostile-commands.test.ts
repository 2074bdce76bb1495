import { execa } from "execa"
import { expect, test } from "vitest"
import type { CapturedRequest } from "../../src/capture/capture.ts"
import { writeCurl } from "../../src/capture/write-curl.ts"
import { writeHttpie } from "../../src/capture/write-httpie.ts"

const request = (more: Partial<CapturedRequest>): CapturedRequest => ({
  method: "POST",
  url: "https://h/",
  headers: [["User-Agent", "a"]],
  body: Buffer.alloc(0),
  ...more,
})

/** What the tool would be given: bash runs a function of its name that prints its arguments. */
async function argumentsOf(tool: "curl" | "http", command: string): Promise<string[]> {
  const script = `${tool}() { printf '%s\\0' "$@"; }\n${command}\n`
  const { stdout } = await execa("bash", ["-c", script], { encoding: "buffer", stripFinalNewline: false })
  return Buffer.from(stdout).toString("latin1").split("\0").slice(0, -1)
}

const latin1 = (text: string): string => Buffer.from(text, "utf8").toString("latin1")
const afterFlag = (words: readonly string[], flag: string): string[] =>
  words.filter((_, index) => words[index - 1] === flag)

// oxlint-disable-next-line no-control-regex -- these are what a terminal acts on
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b]/
const HOSTILE = "a\u001b[2J\u001b]0;x\u0007\u009b31m\u202eb\u2066c\u200bd\u007f\te\r\nf'!\\g $(id) `id` $HOME"

test("control characters reach curl and never the terminal", async () => {
  const url = `https://h/${HOSTILE.replace("\r\n", "")}`
  const value = "a\u001b[2J\u009b2J\tb'!\\"
  const command = writeCurl(request({ url, headers: [["X-A", value]], body: Buffer.from(HOSTILE) }))
  expect(command).not.toMatch(RAW)
  expect(command.split("\n").every((line, index) => index === 0 || line.startsWith("  "))).toBe(true)
  const words = await argumentsOf("curl", command)
  expect(words).toContain(latin1(url))
  expect(afterFlag(words, "-H")).toContain(`X-A: ${value}`)
  expect(afterFlag(words, "--data-raw")).toEqual([latin1(HOSTILE)])
})

test("control characters reach HTTPie and never the terminal", async () => {
  const url = `https://h/${HOSTILE.replace("\r\n", "")}`
  const command = writeHttpie(request({ url, headers: [["X-A", "\u001b[2J"]], body: Buffer.from(HOSTILE) }))
  expect(command).not.toMatch(RAW)
  const words = await argumentsOf("http", command)
  expect(words.slice(0, 4)).toEqual(["--ignore-stdin", "POST", latin1(url), "X-A:\u001b[2J"])
  expect(afterFlag(words, "--raw")).toEqual([latin1(HOSTILE)])
})

test("a character above Latin-1 in a header is UTF-8, and hidden ones are escaped", async () => {
  const command = writeCurl(request({ headers: [["X-A", "\u202e\u4e2d\u00e9"]] }))
  expect(command).not.toMatch(RAW)
  const words = await argumentsOf("curl", command)
  expect(afterFlag(words, "-H")).toContain(`X-A: ${latin1("\u202e\u4e2d")}\u00e9`)
})

test("no value of a request is a file or an option of curl", async () => {
  const headers = [
    ["-K", "@/etc/passwd"],
    ["X-At", "@/etc/passwd"],
    ["X-Dash", "--config"],
  ] as const
  const words = await argumentsOf("curl", writeCurl(request({ headers, body: Buffer.from("@/etc/passwd") })))
  expect(words).toEqual([
    "-X",
    "POST",
    "https://h/",
    "-H",
    "-K: @/etc/passwd",
    "-H",
    "X-At: @/etc/passwd",
    "-H",
    "X-Dash: --config",
    "-H",
    "User-Agent:",
    "-H",
    "Accept:",
    "-H",
    "Content-Type:",
    "--data-raw",
    "@/etc/passwd",
  ])
})

test("no value of a request is a file or an option of HTTPie", async () => {
  const headers = [
    ["--offline", "1"],
    ["X-At", "@/etc/passwd"],
    ["X-Json", "=@/etc/passwd"],
    ["X-Backslash", "a\\b\\\\:"],
  ] as const
  const words = await argumentsOf("http", writeHttpie(request({ headers, body: Buffer.from("--output=x") })))
  expect(words).toEqual([
    "--ignore-stdin",
    "POST",
    "https://h/",
    "--raw=--output=x",
    "--",
    "--offline:1",
    "X-At:\\@/etc/passwd",
    "X-Json:\\=@/etc/passwd",
    "X-Backslash:a\\b\\\\:",
    "User-Agent:",
    "Accept:",
    "Accept-Encoding:",
    "Content-Type:",
  ])
})

const BOTH = [writeCurl, writeHttpie]

test.each([
  ["file:///etc/passwd"],
  ["gopher://h/"],
  ["-o/tmp/x"],
  ["--config=/tmp/x"],
  ["/hooks"],
  [""],
  ["http://"],
  ["https://h/\nls"],
])("a request to %j is written as no command", (url) => {
  for (const write of BOTH)
    expect(() => write(request({ url }))).toThrow(
      expect.objectContaining({
        code: "RULE_REFUSED",
        exitCode: 6,
        message: expect.stringContaining("is no http address"),
        hint: expect.stringContaining("http:// or https://"),
      }),
    )
})

test.each<[what: string, Partial<CapturedRequest>, message: string]>([
  ["a name that is a file", { headers: [["@/etc/passwd", ""]] }, '"@/etc/passwd" is no name of a header.'],
  ["a name that is JSON", { headers: [["a:=@/etc/passwd", "1"]] }, "is no name of a header."],
  ["a name of two lines", { headers: [["X-A: 1\r\nX-B", "1"]] }, "is no name of a header."],
  ["a value of two lines", { headers: [["X-A", "1\r\nX-B: 2"]] }, "The header X-A has a line break or a NUL"],
  ["a value with a NUL", { headers: [["X-A", "1\0"]] }, "The header X-A has a line break or a NUL"],
  ["a method of two words", { method: "GET / HTTP/1.1\r\nX:" }, "is no method that"],
  ["no method", { method: "" }, "is no method that"],
])("a request with %s is written as no command", (_, more, message) => {
  for (const write of BOTH)
    expect(() => write(request(more))).toThrow(
      expect.objectContaining({ code: "RULE_REFUSED", message: expect.stringContaining(message) }),
    )
})

test.each<[what: string, Partial<CapturedRequest>]>([
  ["a method that would be an option", { method: "--offline" }],
  ["a method that would be the address", { method: "X-ODD" }],
  ["a backslash that would be lost", { headers: [["X-A", "a\\:b"]] }],
])("a request with %s is not written for HTTPie", (_, more) => {
  expect(() => writeHttpie(request(more))).toThrow(expect.objectContaining({ code: "RULE_REFUSED" }))
})
