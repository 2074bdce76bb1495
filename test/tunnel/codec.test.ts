import fc from "fast-check"
import { expect, test } from "vitest"
import { WhkError } from "../../src/errors.ts"
import { decodeFrame, encodeFrame } from "../../src/tunnel/codec.ts"
import { CHUNK_BYTES, MAX_FRAME_BYTES, type Frame, type RequestInfo } from "../../src/tunnel/frames.ts"
import { anyFrame } from "./arbitrary-frame.ts"

const info: RequestInfo = {
  delivery: "dlv_1",
  attempt: 1,
  epoch: 7,
  kind: "live",
  method: "POST",
  target: "//a?a&a=1&b=%2F",
  headers: [
    ["X-Odd", "caf\u00e9"],
    ["x-odd", ""],
  ],
  bodyBytes: 3,
  receivedAt: 1_768_442_584_567,
}

/** Decodes hostile bytes; a coded refusal is fine, anything else is thrown on. */
function decodeOrRefuse(bytes: Uint8Array): Frame | "refused" | undefined {
  try {
    return decodeFrame(bytes)
  } catch (error) {
    if (error instanceof WhkError && error.code === "TUNNEL_BROKEN") return "refused"
    throw error
  }
}

/** A request frame whose head is replaced by this text. */
function requestWithHead(head: string): Uint8Array {
  const bytes = Buffer.alloc(10 + Buffer.byteLength(head))
  bytes[0] = 3
  bytes.writeUInt32BE(Buffer.byteLength(head), 6)
  bytes.write(head, 10)
  return bytes
}

test("any frame comes back from its bytes as it was", () => {
  fc.assert(
    fc.property(anyFrame, (frame) => {
      expect(decodeFrame(encodeFrame(frame))).toEqual(frame)
    }),
    { numRuns: 2000 },
  )
})

test("a frame is read from the middle of a larger buffer", () => {
  fc.assert(
    fc.property(anyFrame, fc.nat(9), (frame, offset) => {
      const encoded = encodeFrame(frame)
      const larger = new Uint8Array(encoded.length + offset + 5).fill(0xaa)
      larger.set(encoded, offset)
      expect(decodeFrame(larger.subarray(offset, offset + encoded.length))).toEqual(frame)
    }),
  )
})

test("arbitrary bytes are a frame, an unknown type or a coded refusal, never a crash", () => {
  const typed = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.uint8Array({ maxLength: 60 }))
  fc.assert(
    fc.property(typed, ([type, rest]) => {
      decodeOrRefuse(Uint8Array.of(type, ...rest))
    }),
    { numRuns: 10_000 },
  )
})

test("a frame with one byte changed or cut short is a frame or a coded refusal", () => {
  fc.assert(
    fc.property(anyFrame, fc.nat(), fc.nat(255), fc.boolean(), (frame, at, byte, cut) => {
      const bytes = encodeFrame(frame)
      const index = at % bytes.length
      if (cut) decodeOrRefuse(bytes.subarray(0, index))
      else decodeOrRefuse(bytes.with(index, byte))
    }),
    { numRuns: 10_000 },
  )
})

test("the bytes of a frame are those the protocol says", () => {
  const head = JSON.stringify(info)
  const encoded = Buffer.from(
    encodeFrame({ type: "request", stream: 0x01020304, last: true, info, body: Uint8Array.of(0, 255, 10) }),
  )
  expect(encoded.subarray(0, 6).toString("hex")).toBe("030101020304")
  expect(encoded.readUInt32BE(6)).toBe(Buffer.byteLength(head))
  expect(encoded.subarray(10, -3).toString()).toBe(head)
  expect([...encoded.subarray(-3)]).toEqual([0, 255, 10])
})

test("a decoded body is a view of the message, not a copy", () => {
  const bytes = encodeFrame({ type: "data", stream: 1, body: Uint8Array.of(1, 2, 3) })
  const frame = decodeFrame(bytes)
  bytes[bytes.length - 1] = 9
  expect(frame).toEqual({ type: "data", stream: 1, body: Uint8Array.of(1, 2, 9) })
})

test("a frame type from a later version is ignored", () => {
  expect(decodeFrame(Uint8Array.of(99, 0, 0, 0, 0, 1, 2, 3))).toBeUndefined()
})

test("a full chunk with a head of the largest size Node reads fits one message", () => {
  const headers = Array.from({ length: 16 }, (_, index) => [`x-${index}`, "\u00ff".repeat(1000)] as const)
  const frame: Frame = {
    type: "request",
    stream: 1,
    last: false,
    info: { ...info, headers },
    body: new Uint8Array(CHUNK_BYTES),
  }
  expect(encodeFrame(frame).length).toBeLessThan(MAX_FRAME_BYTES)
})

test.each([
  ["a line break in a header", { headers: [["x-a", "1\r\nx-b: 2"]] }],
  ["a colon in a header's name", { headers: [[":path", "/"]] }],
  ["a header that is not a pair", { headers: [["x-a"]] }],
  ["a value above Latin-1", { headers: [["x-a", "\u2028"]] }],
  ["headers that are no list", { headers: { "x-a": "1" } }],
  ["a kind nobody knows", { kind: "toString" }],
  ["an attempt before the first", { attempt: 0 }],
  ["an attempt that is no whole number", { attempt: 1.5 }],
  ["a size below zero", { bodyBytes: -1 }],
  ["a size that is text", { bodyBytes: "3" }],
  ["no method", { method: null }],
])("a request with %s is refused", (_, change) => {
  const bytes = requestWithHead(JSON.stringify({ ...info, ...change }))
  expect(() => decodeFrame(bytes)).toThrow(expect.objectContaining({ code: "TUNNEL_BROKEN" }))
})

const CAUSE = { id: "a", title: "b", proof: "c", fix: "d" }

test.each([
  ["is no object", "ok"],
  ["is null", null],
  ["says nothing", {}],
  ["is half said", { verified: "yes", reason: "ok" }],
  ["has causes that are no list", { verified: false, reason: "no-match", causes: {} }],
  ["has a cause without a fix", { verified: false, reason: "no-match", causes: [{ ...CAUSE, fix: 1 }] }],
  ["has four causes", { verified: false, reason: "no-match", causes: Array(4).fill(CAUSE) }],
  ["is too large", { verified: false, reason: "x".repeat(4096) }],
])("a response whose verdict %s is refused", (_, verdict) => {
  const response = { delivery: "dlv_1", attempt: 1, epoch: 1, outcome: "refused", elapsedMs: 1, verdict }
  const bytes = requestWithHead(JSON.stringify(response))
  bytes[0] = 6
  expect(() => decodeFrame(bytes)).toThrow(expect.objectContaining({ code: "TUNNEL_BROKEN" }))
})

test("of a response's verdict only what is part of it is read", () => {
  const verdict = { verified: false, reason: "no-match", causes: [{ ...CAUSE, more: 1 }], more: 1 }
  const response = { delivery: "dlv_1", attempt: 1, epoch: 1, outcome: "refused", elapsedMs: 1, verdict }
  const bytes = requestWithHead(JSON.stringify(response))
  bytes[0] = 6
  expect(decodeFrame(bytes)).toMatchObject({
    info: { verdict: { verified: false, reason: "no-match", causes: [CAUSE] } },
  })
  expect(JSON.stringify(decodeFrame(bytes))).not.toContain("more")
})

test("a field named __proto__ gives a request nothing it does not have", () => {
  const bytes = requestWithHead(
    `{"__proto__":{"delivery":"dlv_1"},${JSON.stringify({ ...info, delivery: undefined }).slice(1)}`,
  )
  expect(() => decodeFrame(bytes)).toThrow(`a request frame with a wrong "delivery"`)
})

test("an answer without a status is refused when it claims that the app responded", () => {
  const answer: Frame = {
    type: "response",
    stream: 1,
    last: true,
    info: { delivery: "dlv_1", attempt: 1, epoch: 1, outcome: "responded", elapsedMs: 3 },
    body: new Uint8Array(0),
  }
  expect(() => decodeFrame(encodeFrame(answer))).toThrow(`a response frame with a wrong "status"`)
})

test.each(["", "[", "[]", "null", "7", '"text"', "[".repeat(50_000)])(
  "a head that is no object is refused (%#)",
  (head) => {
    expect(() => decodeFrame(requestWithHead(head))).toThrow(
      expect.objectContaining({ code: "TUNNEL_BROKEN" }),
    )
  },
)
