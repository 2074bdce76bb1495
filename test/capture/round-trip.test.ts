import fc from "fast-check"
import { expect, test } from "vitest"
import { type Capture, wireHeaders } from "../../src/capture/capture.ts"
import { formatRequest, requestWriter, type RequestFormat } from "../../src/capture/formats.ts"
import type { Header } from "../../src/domain/headers.ts"
import { arbitraryCapture } from "../support/arbitrary-capture.ts"
import { readAll, readOne } from "../support/read-captures.ts"

/** What every notation carries: method, URL, headers with those of the connection, and the body's bytes. */
function essence(capture: Capture): object {
  const { method, url, body } = capture
  return { method, url, headers: wireHeaders(capture), body: Buffer.from(body).toString("latin1") }
}

test.each<[RequestFormat]>([["capture"], ["http"], ["har"], ["ngrok"]])(
  "a request of any bytes is the same after it was written as %s and read",
  async (format) => {
    await fc.assert(
      fc.asyncProperty(arbitraryCapture(), async (capture) => {
        expect(essence(await readOne(formatRequest(format, capture)))).toEqual(essence(capture))
      }),
      { numRuns: 300 },
    )
  },
)

test("a curl command carries all but the headers that curl writes itself", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryCapture(), async (capture) => {
      expect(essence(await readOne(formatRequest("curl", capture)))).toEqual(essence(capture))
    }),
    { numRuns: 500 },
  )
})

/** Grouped by lower-case name, in the order of their first. */
function grouped(headers: readonly Header[]): Header[] {
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))]
  return names.flatMap((name) =>
    headers.filter(([other]) => other.toLowerCase() === name).map(([, value]): Header => [name, value]),
  )
}

test("webhook.site's JSON carries what is UTF-8, the headers by their lower-case names", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryCapture({ isText: true }), async (capture) => {
      const headers = grouped(wireHeaders(capture))
      expect(essence(await readOne(formatRequest("webhook-site", capture)))).toEqual({
        ...essence(capture),
        headers,
      })
    }),
    { numRuns: 300 },
  )
})

test.each([
  ["The body", { headers: [], body: Buffer.from([0xff]) }],
  ["The header X-A", { headers: [["X-A", "caf\u00e9"] as const], body: Buffer.alloc(0) }],
])("%s that is not UTF-8 is not written as webhook.site's JSON", (what, more) => {
  const capture = { method: "POST", url: "https://h/", ...more }
  expect(() => formatRequest("webhook-site", capture)).toThrow(
    expect.objectContaining({
      code: "RULE_REFUSED",
      message: expect.stringContaining(`${what} is not UTF-8`),
    }),
  )
})

const stamped = { receivedAtMs: 1_768_442_584_567, id: "dlv_1" }

test.each<[RequestFormat, object]>([
  ["capture", stamped],
  ["webhook-site", stamped],
  ["ngrok", stamped],
  ["har", { receivedAtMs: stamped.receivedAtMs }],
  ["http", {}],
  ["curl", {}],
])("%s carries what else is known of a delivery: %j", async (format, known) => {
  const capture = { method: "POST", url: "https://h/", headers: [], body: Buffer.from("{}"), ...stamped }
  const { id, receivedAtMs } = await readOne(formatRequest(format, capture))
  expect({ ...(id !== undefined && { id }), ...(receivedAtMs !== undefined && { receivedAtMs }) }).toEqual(
    known,
  )
})

test.each<[RequestFormat]>([["capture"], ["har"], ["ngrok"]])(
  "%s carries the app's answer",
  async (format) => {
    const response = { status: 201, headers: [["X-A", "1"] as const], body: Buffer.from([0xff, 0]) }
    const capture = { method: "POST", url: "https://h/", headers: [], body: Buffer.alloc(0), response }
    expect((await readOne(formatRequest(format, capture))).response).toEqual(response)
  },
)

test.each<[RequestFormat]>([["capture"], ["har"], ["ngrok"], ["webhook-site"], ["curl"]])(
  "a document of several requests in %s gives each of them",
  async (format) => {
    const { start, between, request, end } = requestWriter(format)
    const written = ["a", "b", "c"].map((name) =>
      request({ method: "PUT", url: `https://h/${name}`, headers: [], body: Buffer.from(name) }).toString(),
    )
    const { captures } = await readAll(`${start}${written.join(between)}${end(3)}`)
    expect(captures.map(({ url, body }) => `${url} ${Buffer.from(body).toString()}`)).toEqual([
      "https://h/a a",
      "https://h/b b",
      "https://h/c c",
    ])
  },
)
