import fc from "fast-check"
import { expect, test } from "vitest"
import type { Capture } from "../../src/capture/capture.ts"
import { parseCapture, writeCapture } from "../../src/capture/capture-file.ts"
import { readCaptures } from "../../src/capture/read-captures.ts"

const CAPTURE = {
  whk: "capture/1",
  id: "dlv_01",
  receivedAt: "2026-01-15T02:03:04.567Z",
  method: "POST",
  url: "https://host/path?query",
  headers: [["Content-Type", "application/json"]],
  bodyBase64: "e30=",
}

const read = (text: string): readonly Capture[] => readCaptures(Buffer.from(text), "file.json").captures

test("a capture is read with its bytes, its time and its raw headers", () => {
  expect(read(JSON.stringify(CAPTURE, null, 2))).toEqual([
    {
      id: "dlv_01",
      receivedAtMs: Date.parse("2026-01-15T02:03:04.567Z"),
      method: "POST",
      url: "https://host/path?query",
      headers: [["Content-Type", "application/json"]],
      body: Buffer.from("{}"),
    },
  ])
})

test("a file may hold one capture per line, with empty lines between", () => {
  const other = { ...CAPTURE, id: "dlv_02" }
  const lines = `\ufeff${JSON.stringify(CAPTURE)}\r\n\n${JSON.stringify(other)}\n`
  expect(read(lines).map(({ id }) => id)).toEqual(["dlv_01", "dlv_02"])
})

test("fields that are not part of the format are passed over", () => {
  const [capture] = read(JSON.stringify({ ...CAPTURE, secret: "s", provenance: "model" }))
  expect(capture).not.toHaveProperty("secret")
})

const wrong = (more: object): string => JSON.stringify({ ...CAPTURE, ...more })

test.each([
  ["", "file.json is empty."],
  ["  \n", "file.json is empty."],
  ["{}", 'file.json is not a capture: it has no "whk":"capture/1".'],
  ["[1]", "file.json is not a JSON object."],
  ["{", "Line 1 of file.json is not JSON."],
  [`${wrong({})}\n{`, "Line 2 of file.json is not JSON."],
  [`${wrong({})}\n${wrong({ method: 1 })}`, '"method" of line 2 of file.json is not a string.'],
  [wrong({ whk: "capture/2" }), 'file.json is not a capture: it has no "whk":"capture/1".'],
  [wrong({ method: undefined }), '"method" of file.json is missing.'],
  [wrong({ receivedAt: "yesterday" }), '"receivedAt" of file.json is not an ISO 8601 time.'],
  [wrong({ headers: { a: "b" } }), '"headers" of file.json is not a list of ["name","value"] pairs.'],
  [wrong({ headers: [["a"]] }), '"headers" of file.json is not a list of ["name","value"] pairs.'],
  [wrong({ bodyBase64: "!!" }), '"bodyBase64" of file.json is not base64.'],
  [wrong({ response: { status: "200" } }), '"status" of "response" of file.json is not a number.'],
])("%j is refused by the field's name", (text, message) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: "CAPTURE_INVALID", exitCode: 2, message }))
})

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array))
const headers = fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 5 })
const optional = fc.record(
  {
    id: fc.string(),
    provider: fc.string(),
    receivedAtMs: fc.integer({ min: 0, max: 4e12 }),
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
      expect(parseCapture(JSON.parse(line), "line")).toEqual(capture)
    }),
  )
})

test("whatever the bytes, reading gives captures or says what is wrong with them", () => {
  const texts = fc.oneof(fc.json(), fc.string()).map((text) => Buffer.from(text))
  fc.assert(
    fc.property(fc.oneof(texts, fc.uint8Array()), (content) => {
      try {
        expect(readCaptures(content, "file").captures.length).toBeGreaterThan(0)
      } catch (error) {
        expect(error).toMatchObject({ code: "CAPTURE_INVALID" })
      }
    }),
  )
})
