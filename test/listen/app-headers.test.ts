import { expect, test } from "vitest"
import type { Headers } from "../../src/domain/headers.ts"
import { appHeaders } from "../../src/listen/app-headers.ts"
import { requestInfo } from "./collected-answer.ts"

const OURS: Headers = [
  ["x-whk-delivery-id", "dlv_1"],
  ["x-whk-attempt", "3"],
]

function shaped(headers: Headers, rules: Partial<Parameters<typeof appHeaders>[0]> = {}): Headers {
  return appHeaders({ set: [], remove: [], host: "rewrite", ...rules })(requestInfo({ headers, attempt: 3 }))
}

test("order, case and duplicates stay; delivery and attempt are added", () => {
  const headers: Headers = [
    ["X-b", "1"],
    ["x-A", ""],
    ["X-B", "caf\u00e9"],
    ["x-b", "1"],
  ]
  expect(shaped(headers)).toEqual([...headers, ...OURS])
})

test("headers of the connection and the announced length stay behind", () => {
  const headers: Headers = [
    ["Connection", "close, X-Private"],
    ["X-Private", "1"],
    ["Transfer-Encoding", "chunked"],
    ["Expect", "100-continue"],
    ["Content-Length", "7"],
    ["X-Kept", "1"],
  ]
  expect(shaped(headers)).toEqual([["X-Kept", "1"], ...OURS])
})

test("a sender cannot take a signature off by naming it in Connection", () => {
  const headers: Headers = [
    ["Connection", "X-Hub-Signature-256"],
    ["X-Hub-Signature-256", "sha256=1"],
  ]
  expect(shaped(headers)).toEqual([["X-Hub-Signature-256", "sha256=1"], ...OURS])
})

test("a sender cannot pass off a delivery id of its own", () => {
  expect(shaped([["X-Whk-Delivery-Id", "forged"]])).toEqual(OURS)
})

test("the sender's Host stays behind, unless it is to be kept, once", () => {
  const headers: Headers = [
    ["Host", "a.example"],
    ["host", "b.example"],
  ]
  expect(shaped(headers)).toEqual(OURS)
  expect(shaped(headers, { host: "keep" })).toEqual([["Host", "a.example"], ...OURS])
})

test("a header that is set takes the place of all of its name", () => {
  const headers: Headers = [
    ["X-Team", "a"],
    ["x-team", "b"],
  ]
  expect(shaped(headers, { set: [["x-Team", "billing"]] })).toEqual([...OURS, ["x-Team", "billing"]])
})

test("a header that is removed is gone, also one of ours", () => {
  const remove = ["x-secret", "X-Whk-Attempt"]
  expect(shaped([["X-Secret", "1"]], { remove })).toEqual([["x-whk-delivery-id", "dlv_1"]])
})

test.each([
  ["Connection", "close"],
  ["content-length", "3"],
  ["x-a", "1\r\nx-b: 2"],
  ["x a", "1"],
])("%j cannot be set", (name, value) => {
  expect(() => appHeaders({ set: [[name, value]], remove: [], host: "rewrite" })).toThrow(
    expect.objectContaining({ code: "HEADER_INVALID", exitCode: 2 }),
  )
})
