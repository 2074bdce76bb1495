import { expect, test } from "vitest"
import type { Capture } from "../../src/capture/capture.ts"
import { formatRequest, type RequestFormat } from "../../src/capture/formats.ts"
import { readOne } from "../support/read-captures.ts"

// oxlint-disable-next-line no-control-regex -- these are what a terminal acts on
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/

const HOSTILE = "\u001b[2J\u007f\u009b2J\u061c\u200b\u200d\u202eabc\u2066\u2028\ufeff\u{e0041}"
const UTF8_HEADER = Buffer.from(HOSTILE, "utf8").toString("latin1")

const capture: Capture = {
  method: "POST",
  url: `https://h/a?b=${HOSTILE}`,
  headers: [
    ["Host", "h"],
    ["Content-Type", "text/plain"],
    ["Content-Length", String(Buffer.byteLength(HOSTILE))],
    ["x-utf8", UTF8_HEADER],
  ],
  body: Buffer.from(HOSTILE),
}

test.each<[RequestFormat]>([["capture"], ["har"], ["webhook-site"]])(
  "what a terminal could act on is escaped in %s, and read as it was",
  async (format) => {
    const written = formatRequest(format, capture)
    expect(written.toString()).not.toMatch(RAW)
    const { url, headers, body } = await readOne(written)
    expect({ url, body: Buffer.from(body).toString() }).toEqual({ url: capture.url, body: HOSTILE })
    expect(headers).toContainEqual(["x-utf8", UTF8_HEADER])
  },
)

test("what a terminal could act on is escaped in ngrok's JSON, where the bytes stand in base64 as well", async () => {
  const written = formatRequest("ngrok", { ...capture, url: "https://h/" })
  expect(written.toString()).not.toMatch(RAW)
  const { headers, body } = await readOne(written)
  expect(Buffer.from(body).toString()).toBe(HOSTILE)
  expect(headers).toContainEqual(["x-utf8", UTF8_HEADER])
})
