import { expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { sign, verify } from "../support/signing.ts"

const { scheme } = findProvider("linear")
const NOW = Date.parse("2026-01-15T02:03:04Z")
const secrets = ["lin_wh_demo"]
const bodyAt = (timeMs: number): Buffer => Buffer.from(`{"type":"Issue","webhookTimestamp":${timeMs}}`)
const signed = (body: Buffer): readonly Header[] =>
  sign(scheme, { secrets, id: "1", timestampMs: NOW, eventType: "Issue", body }).headers
const judge = (body: Buffer, headers = signed(body)) => verify(scheme, { headers, body, secrets, nowMs: NOW })

test.each([
  [0, "ok"],
  [60, "ok"],
  [61, "stale"],
  [-60, "ok"],
  [-61, "future"],
])("a time in the body that is %i s old is %s", (ageSeconds, reason) => {
  expect(judge(bodyAt(NOW - ageSeconds * 1000))).toMatchObject({
    reason,
    timestamp: { ageSeconds, signed: true },
  })
})

test.each(["now", "0", ""])(
  "a header that says another time than the body counts for nothing: %j",
  (value) => {
    const old = bodyAt(NOW - 3_600_000)
    const headers = signed(old).map(([name, text]): Header => [
      name,
      name === "Linear-Timestamp" ? value : text,
    ])
    expect(judge(old, headers).reason).toBe("stale")
    const current = bodyAt(NOW)
    expect(judge(current, signed(current).slice(0, 1)).reason).toBe("ok")
  },
)

test("without a time in the body the header's is not taken for it", () => {
  expect(judge(Buffer.from('{"type":"Issue"}'))).toMatchObject({ verified: false, reason: "malformed" })
})
