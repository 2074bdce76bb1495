import fc from "fast-check"
import { expect, test } from "vitest"
import { readCapture, writeCapture } from "../../src/capture/capture-file.ts"
import { readAll, readOne } from "../support/read-captures.ts"

const CAPTURE = {
  whk: "capture/1",
  id: "dlv_01",
  receivedAt: "2026-01-15T02:03:04.567Z",
  method: "POST",
  url: "https://host/path?query",
  headers: [["Content-Type", "application/json"]],
  bodyBase64: "e30=",
}

test("a capture is read with its bytes, its time and its raw headers", async () => {
  expect(await readOne(JSON.stringify(CAPTURE, null, 2))).toEqual({
    id: "dlv_01",
    receivedAtMs: Date.parse("2026-01-15T02:03:04.567Z"),
    method: "POST",
    url: "https://host/path?query",
    headers: [["Content-Type", "application/json"]],
    body: Buffer.from("{}"),
  })
})

const OTHER = { ...CAPTURE, id: "dlv_02" }

test.each([
  [
    "one per line, with empty lines between",
    `\ufeff${JSON.stringify(CAPTURE)}\r\n\n${JSON.stringify(OTHER)}\n`,
  ],
  ["one after the other, indented", `${JSON.stringify(CAPTURE, null, 2)}\n${JSON.stringify(OTHER, null, 2)}`],
  ["a list", JSON.stringify([CAPTURE, OTHER], null, 2)],
])("a file may hold %s", async (_, text) => {
  const { captures } = await readAll(text)
  expect(captures.map(({ id }) => id)).toEqual(["dlv_01", "dlv_02"])
})

test("fields that are not part of the format are passed over", async () => {
  const capture = await readOne(JSON.stringify({ ...CAPTURE, secret: "s", data: [1], provenance: "model" }))
  expect(Object.keys(capture).toSorted()).toEqual(
    ["id", "receivedAtMs", "method", "url", "headers", "body"].toSorted(),
  )
})

test("a body that is not as long as Content-Length says is kept, with a note", async () => {
  const odd = (length: string) => JSON.stringify({ ...CAPTURE, headers: [["content-length", length]] })
  const { captures, notes } = await readAll([odd("9"), odd("1"), odd("2")].join("\n"))
  expect(captures.map(({ body }) => body.length)).toEqual([2, 2, 2])
  expect(notes).toEqual([
    'The body of line 1 of "file" has 2 bytes, Content-Length says 9: 7 are missing.',
    'The body of line 2 of "file" has 2 bytes, Content-Length says 1: 1 are too many.',
  ])
})

const wrong = (more: object): string => JSON.stringify({ ...CAPTURE, ...more })

test.each([
  [wrong({ whk: "capture/2" }), '"whk" of line 1 of "file" is "capture/2"; this version reads capture/1.'],
  [wrong({ whk: 1 }), '"whk" of line 1 of "file" is not a string.'],
  [`${wrong({})}\n${wrong({ method: 1 })}`, '"method" of line 2 of "file" is not a string.'],
  [wrong({ method: undefined }), '"method" of line 1 of "file" is missing.'],
  [wrong({ receivedAt: "yesterday" }), '"receivedAt" of line 1 of "file" is not an ISO 8601 time.'],
  [wrong({ headers: { a: "b" } }), '"headers" of line 1 of "file" is not a list of ["name","value"] pairs.'],
  [
    wrong({ headers: [["a", "b"], ["a"]] }),
    '"headers.1" of line 1 of "file" is not a ["name","value"] pair.',
  ],
  [wrong({ redacted: "yes" }), '"redacted" of line 1 of "file" is not a boolean.'],
  [
    wrong({ bodyBase64: "e30=!!" }),
    '"bodyBase64" of line 1 of "file" is not base64: "=" stands at character 4.',
  ],
  [
    wrong({ bodyBase64: "aGVsbG8" }),
    '"bodyBase64" of line 1 of "file" is cut short: base64 comes in groups of 4 characters, and the last one here has 3.',
  ],
  [wrong({ response: { status: "200" } }), '"response.status" of line 1 of "file" is not a number.'],
  [wrong({ response: [] }), '"response" of line 1 of "file" is not a JSON object.'],
  [wrong({ attempts: [{ at: 1 }] }), '"attempts.0.at" of line 1 of "file" is not a string.'],
  [`[${wrong({})},\n${wrong({ url: null })}]`, '"url" of item 2 (line 2) of "file" is missing.'],
])("%j is refused by line and field", async (text, message) => {
  await expect(readAll(text)).rejects.toMatchObject({ code: "CAPTURE_INVALID", exitCode: 2, message })
})

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array))
const headers = fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 5 })
const optional = fc.record(
  {
    id: fc.string(),
    provider: fc.string(),
    receivedAtMs: fc.integer({ min: 0, max: 4e12 }),
    redacted: fc.constant(true),
    response: fc.record({ status: fc.integer(), headers, body: bytes }),
    attempts: fc.array(
      fc.record({
        at: fc.string(),
        outcome: fc.constantFrom("responded" as const, "timeout" as const),
        status: fc.option(fc.integer()),
        elapsedMs: fc.nat(),
      }),
    ),
  },
  { requiredKeys: [] },
)

test("what is written is read back unchanged", () => {
  const request = fc.record({ method: fc.string(), url: fc.string(), headers, body: bytes })
  fc.assert(
    fc.property(request, optional, (required, more) => {
      const capture = { ...required, ...more }
      const line = writeCapture(capture)
      expect(line).not.toContain("\n")
      expect(readCapture(JSON.parse(line), "line")).toEqual(capture)
    }),
  )
})
