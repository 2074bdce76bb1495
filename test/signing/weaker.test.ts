import { expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { sign, verify } from "../support/signing.ts"

const { scheme } = findProvider("github")
const secrets = ["It's a Secret to Everybody"]
const body = Buffer.from("Hello, World!")
const { headers, signature } = sign(scheme, {
  secrets,
  id: "1",
  timestampMs: 0,
  eventType: "push",
  body,
})
const [older, strong] = headers as [Header, Header]
const judge = (sent: readonly Header[], sentBody = body) =>
  verify(scheme, { headers: sent, body: sentBody, secrets, nowMs: 0 })

test("the older signature is sent in front of the strong one, which is the one that counts", () => {
  expect(headers).toEqual([
    ["X-Hub-Signature", expect.stringMatching(/^sha1=[0-9a-f]{40}$/)],
    ["X-Hub-Signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"],
  ])
  expect(signature.header).toBe("X-Hub-Signature-256")
})

test("without a secret neither is sent", () => {
  expect(sign(scheme, { secrets: [], id: "1", timestampMs: 0, eventType: "push", body }).headers).toEqual([])
})

test.each<[string, readonly Header[], string]>([
  ["both are right", [older, strong], "ok"],
  ["only the strong one is there", [strong], "ok"],
  ["the older one is wrong", [["X-Hub-Signature", `sha1=${"0".repeat(40)}`], strong], "ok"],
  ["only the older one is there", [older], "downgrade"],
  ["only the older one is there, and it is wrong", [["X-Hub-Signature", "sha1=00"]], "header-missing"],
  ["the strong one is wrong", [older, ["X-Hub-Signature-256", `sha256=${"0".repeat(64)}`]], "no-match"],
  ["the strong one is malformed", [older, ["X-Hub-Signature-256", "sha256=0"]], "malformed"],
])("where %s, the verdict is right", (_, sent, reason) => {
  expect(judge(sent)).toMatchObject({ verified: reason === "ok", reason })
})

test("a body that was changed is not accepted for the sake of the older signature", () => {
  const changed = Buffer.from("Hello, World?")
  const olderOfIt = sign(scheme, {
    secrets,
    id: "1",
    timestampMs: 0,
    eventType: "push",
    body: changed,
  }).headers[0]!
  expect(judge([olderOfIt, strong], changed)).toMatchObject({ verified: false, reason: "no-match" })
})
