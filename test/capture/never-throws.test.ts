import fc from "fast-check"
import { expect, test } from "vitest"
import type { Capture } from "../../src/capture/capture.ts"
import { formatRequest, REQUEST_FORMATS, type RequestFormat } from "../../src/capture/formats.ts"
import { WhkError } from "../../src/errors.ts"
import { arbitraryCapture } from "../support/arbitrary-capture.ts"
import { readAll } from "../support/read-captures.ts"

/** Reads, and lets only those errors pass that a user can act on. */
async function readSafely(content: Uint8Array, chunkBytes: number): Promise<void> {
  try {
    const { captures } = await readAll(content, { chunkBytes, files: { f: "x" } })
    expect(captures.length).toBeGreaterThan(0)
  } catch (error) {
    expect(error).toMatchObject({
      name: "WhkError",
      code: expect.stringMatching(/^(CAPTURE_INVALID|FILE_UNREADABLE)$/),
    })
  }
}

const chunkBytes = fc.integer({ min: 1, max: 1000 })
const fragments = fc.constantFrom(
  ..."{ } [ ] \" \\ , : ' ` $ ( ) | & ; < > # @ = % \n \r\n \t \0 \u00ff".split(" "),
  "curl ",
  "-d ",
  "-H ",
  "--data-urlencode ",
  "@f ",
  "$'\\u",
  "https://h/ ",
  "printf %s ",
  "| base64 -d ",
  '{"whk":"capture/1",',
  '{"log":{"entries":[',
  '{"data":[',
  '{"requests":[',
  '"request":',
  '"headers":',
  '"raw":"',
  '"uuid":1,',
  "null",
  "1e999",
  "POST / HTTP/1.1\r\n",
  "Transfer-Encoding: chunked\r\n\r\n",
  "Content-Length: 99999999999\r\n",
  "ffffffff\r\n",
)

test("whatever the bytes, reading gives captures or says what is wrong with them", async () => {
  const texts = fc.oneof(
    fc.json(),
    fc.string({ unit: "binary" }),
    fc.array(fragments, { maxLength: 12 }).map((parts) => parts.join("")),
  )
  const contents = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    texts.map((text) => Buffer.from(text)),
  )
  await fc.assert(fc.asyncProperty(contents, chunkBytes, readSafely), { numRuns: 3000 })
})

/** Nothing where the notation refuses to hold the request. */
function written(format: RequestFormat, capture: Capture): Buffer {
  try {
    return formatRequest(format, capture)
  } catch (error) {
    if (error instanceof WhkError && error.code === "RULE_REFUSED") return Buffer.alloc(0)
    throw error
  }
}

const changes = fc.array(
  fc.record({
    at: fc.nat(),
    remove: fc.nat({ max: 4 }),
    insert: fc.oneof(fragments, fc.string({ unit: "binary" })),
  }),
  { minLength: 1, maxLength: 3 },
)

test.each(REQUEST_FORMATS.map((format) => [format] as const))(
  "a file of %s that was changed anywhere is read or refused",
  async (format: RequestFormat) => {
    const captures = arbitraryCapture({ isText: true })
    await fc.assert(
      fc.asyncProperty(captures, changes, chunkBytes, async (capture, all, size) => {
        let content = written(format, capture)
        for (const { at, remove, insert } of all) {
          const place = at % (content.length + 1)
          const parts = [content.subarray(0, place), Buffer.from(insert), content.subarray(place + remove)]
          content = Buffer.concat(parts)
        }
        await readSafely(content, size)
      }),
      { numRuns: 300 },
    )
  },
)

test.each(REQUEST_FORMATS.map((format) => [format] as const))(
  "a file of %s that ends anywhere is read or refused",
  async (format: RequestFormat) => {
    const content = formatRequest(format, {
      method: "POST",
      url: "https://h.example/a?b=c",
      headers: [["X-A", "it's"]],
      body: Buffer.from('{"a":"\u00e9"}'),
    })
    const ends = Array.from({ length: content.length }, (_, end) => readSafely(content.subarray(0, end), 7))
    await expect(Promise.all(ends)).resolves.toHaveLength(content.length)
  },
)

test("deep nesting is no way to make it fail", async () => {
  await readSafely(Buffer.from("[".repeat(1_000_000)), 65_536)
  await readSafely(Buffer.from('{"a":'.repeat(200_000)), 65_536)
  await readSafely(Buffer.from(`{"data":[${"[".repeat(100_000)}${"]".repeat(100_000)}]}`), 65_536)
})
