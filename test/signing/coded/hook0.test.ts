import { createHmac } from "node:crypto"
import { expect, test } from "vitest"
import type { Header } from "../../../src/domain/headers.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import type { Verification, VerifyInput } from "../../../src/signing/verification.ts"
import { verify } from "../../../src/signing/verify.ts"
import { CODED_SECRETS, NOW, signedByCode, withHeader } from "../../support/coded-request.ts"
import { textBitFlips } from "../../support/flips.ts"

const HEADER = "X-Hook0-Signature"

function judge(id: "hook0" | "coinbase-cdp", request: VerifyInput): Promise<Verification> {
  return verify(findProvider(id).scheme, request)
}

// Published in https://github.com/hook0/hook0 (output-worker/src/work.rs and the tests of its clients).
const V0 = "v0=1b3d69df55f1e52f05224ba94a5162abeb17ef52cd7f4948c390f810d6a87e98"
const V1 = "h=x-event-id x-event-type,v1=bc521546ba5de381b12f135782d2008b028c3065c191760b12b76850a8fc8f51"
const V1_TEST = "h=x-test x-test2,v1=493c35f05443fdb74cb99fd4f00e0e7653c2ab6b24fbc97f4a7bd4d56b31758a"
const EVENT_HEADERS: Header[] = [
  ["X-EVENT-TYPE", "service.resource.verb"],
  ["X-Event-Id", "1a01cb48-5142-4d9b-8f90-d20cca61f0ee"],
]
const TEST_HEADERS: Header[] = [
  ["x-test", "val1"],
  ["x-test2", "val2"],
]

const published = (signature: string, headers: readonly Header[] = EVENT_HEADERS): VerifyInput => ({
  method: "POST",
  url: "https://example.com/",
  headers: [...headers, [HEADER, `t=1636936200,${signature}`]],
  body: Buffer.from("hello !"),
  secrets: ["secret"],
  nowMs: 1_636_936_200_000,
})

test.each([
  ["v1", V1, EVENT_HEADERS, "ok", "ok"],
  ["v1 over other headers", V1_TEST, TEST_HEADERS, "ok", "ok"],
  ["both", `${V0},${V1}`, EVENT_HEADERS, "ok", "ok"],
  ["the older v0", V0, [], "ok", "downgrade"],
] as const)("the published signature verifies: %s", async (_, signature, headers, hook0, coinbase) => {
  const request = published(signature, headers)
  expect((await judge("hook0", request)).reason).toBe(hook0)
  expect(await judge("coinbase-cdp", request)).toMatchObject({
    reason: coinbase,
    verified: coinbase === "ok",
  })
})

test("the verdict tells which of the two signatures counted", async () => {
  expect((await judge("hook0", published(V1))).match?.form.template).toContain("v1={signature}")
  expect((await judge("hook0", published(V0))).match?.form.template).toBe("t={timestamp},v0={signature}")
})

test.each([
  ["a wrong v1 beside a right v0", `${V0},${V1.slice(0, -1)}0`, "no-match"],
  ["a v0 that is not there beside a right v1", `v0=,${V1}`, "ok"],
  ["a wrong v0", V0.replace("1b", "1c"), "no-match"],
  ["no signature", "h=x-event-id", "malformed"],
  ["a v1 without its list", V1.slice(V1.indexOf("v1")), "malformed"],
  ["a list without its v1", `${V1.slice(0, V1.indexOf(",v1"))},${V0}`, "malformed"],
  ["a cut v1 beside a right v0", `${V0},${V1.slice(0, -2)}`, "malformed"],
  ["a v1 in capitals", V1.toUpperCase().replace("H=", "h=").replace("V1=", "v1="), "malformed"],
  ["v1 twice", `${V1},${V1.slice(V1.indexOf("v1"))}`, "malformed"],
  ["the time twice", `t=1636936200,${V1}`, "malformed"],
  ["names in capitals", V1.replace("x-event-id", "X-EVENT-ID"), "no-match"],
  ["names in another order", V1.replace("x-event-id x-event-type", "x-event-type x-event-id"), "no-match"],
  ["two spaces between the names", V1.replace(" ", "  "), "header-missing"],
  ["a name that was not sent", V1.replace("x-event-id", "x-other"), "header-missing"],
  ["no names", V1.replace("x-event-id x-event-type", ""), "no-match"],
])("a header with %s", async (_, signature, reason) => {
  expect((await judge("hook0", published(signature))).reason).toBe(reason)
})

test.each([
  ["another value", [["X-EVENT-TYPE", "other"], EVENT_HEADERS[1]!], "no-match"],
  ["a second value", [...EVENT_HEADERS, ["x-event-type", "other"]], "malformed"],
] as [string, Header[], string][])(
  "a signed header with %s is not verified: %s",
  async (_, headers, reason) => {
    expect((await judge("hook0", published(V1, headers))).reason).toBe(reason)
  },
)

/** The same signed text, told apart into names, values and body in another way. */
async function shifted(change: (headers: Header[], header: string) => readonly [Header[], string, string]) {
  const body = '{"note":"a","b":1}'
  const own: Header[] = [
    ["content-type", "application/json"],
    ["x-event-type", "user.created"],
  ]
  const names = "content-type x-event-type"
  const text = `1636936200.${names}.application/json.user.created.${body}`
  const v1 = createHmac("sha256", "secret").update(text).digest("hex")
  const [headers, h, rest] = change(own, names)
  const signature: Header = [HEADER, `t=1636936200,h=${h},v1=${v1}`]
  return await judge("hook0", { ...published(""), headers: [...headers, signature], body: Buffer.from(rest) })
}

test("what is signed is read in one way only", async () => {
  const body = '{"note":"a","b":1}'
  expect(await shifted((headers, names) => [headers, names, body])).toMatchObject({ reason: "ok" })
  const endGiven = await shifted(([type], names) => [
    [type!, ["x-event-type", "user"]],
    names,
    `created.${body}`,
  ])
  expect(endGiven).toMatchObject({ verified: false, reason: "malformed" })
  const valueTaken = await shifted(([type, event]) => [
    [type!, event!, ["x-event-type.application/json.user", "created"]],
    "content-type x-event-type.application/json.user",
    body,
  ])
  expect(valueTaken.verified).toBe(false)
  const typeAsName = await shifted(([, event]) => [
    [["content-type", "created"], event!, ["x-event-type.application/json.user", body]],
    "content-type x-event-type.application/json.user",
    "",
  ])
  expect(typeAsName.verified).toBe(false)
})

test.each(["", "t=", "t=1636936200", "v1=", "text", "t=soon,v0=00", ",,,", "==="])(
  "the header %j is malformed",
  async (value) => {
    const request = { ...published(V0), headers: [[HEADER, value] as const] }
    expect((await judge("hook0", request)).reason).toBe("malformed")
  },
)

test("the header has to be there, once", async () => {
  const request = published(V1)
  expect((await judge("hook0", { ...request, headers: EVENT_HEADERS })).reason).toBe("header-missing")
  const headers = [...request.headers, request.headers.at(-1)!]
  expect((await judge("hook0", { ...request, headers })).reason).toBe("malformed")
})

test.each([
  ["hook0", 300, "ok"],
  ["hook0", 301, "stale"],
  ["hook0", -300, "ok"],
  ["hook0", -301, "future"],
  ["coinbase-cdp", 300, "ok"],
  ["coinbase-cdp", 301, "stale"],
  ["coinbase-cdp", -3600, "ok"],
] as const)("%s: a right signature of age %i s is %s", async (id, ageSeconds, reason) => {
  const request = await signedByCode(id)
  const nowMs = Math.floor(NOW / 1000) * 1000 + ageSeconds * 1000
  expect((await judge(id, { ...request, nowMs })).reason).toBe(reason)
})

test("hook0 is not verified with any bit of its header flipped", async () => {
  const request = await signedByCode("hook0")
  const flipped = textBitFlips(request.signature).map((text) =>
    judge(
      "hook0",
      withHeader(request, HEADER, () => text),
    ),
  )
  expect((await Promise.all(flipped)).filter(({ verified }) => verified)).toEqual([])
})

test("coinbase-cdp is not verified with any bit of its header flipped, but for the older signature that v1 replaces", async () => {
  const request = await signedByCode("coinbase-cdp")
  const older = /v0=[0-9a-f]{64},/.exec(request.signature)![0]
  const kept = (text: string): string => text.replace(/^(t=\d+,).*(h=content-type )/, "$1$2")
  const flipped = textBitFlips(request.signature).filter(
    (text) => kept(text) !== request.signature.replace(older, ""),
  )
  const judged = flipped.map((text) =>
    judge(
      "coinbase-cdp",
      withHeader(request, HEADER, () => text),
    ),
  )
  expect((await Promise.all(judged)).filter(({ verified }) => verified)).toEqual([])
  expect(flipped.length).toBeGreaterThan(500)
})

test.each([
  ["hook0", /^t=1768442584,h=content-type x-event-id x-event-type,v1=[0-9a-f]{64}$/],
  ["coinbase-cdp", /^t=1768442584,v0=[0-9a-f]{64},h=content-type x-event-id x-event-type,v1=[0-9a-f]{64}$/],
] as const)("%s signs the headers that are sent along", async (id, pattern) => {
  const { signature, body } = await signedByCode(id)
  expect(signature).toMatch(pattern)
  const older = createHmac("sha256", CODED_SECRETS[id]).update("1768442584.").update(body).digest("hex")
  expect(signature.includes(older)).toBe(id === "coinbase-cdp")
})

test("a header that the caller replaces is signed as it is sent", async () => {
  const headers = [["x-event-type", "users.account.deleted"]] as const
  const request = await signedByCode("hook0", { headers })
  expect(request.headers).toContainEqual(headers[0])
  expect((await judge("hook0", request)).reason).toBe("ok")
})

test("without headers beside it the list is empty, and the signature verifies", async () => {
  const { scheme } = findProvider("hook0")
  const body = Buffer.from("{}")
  const input = { method: "POST", url: "https://example.com/", body, secrets: ["secret"] }
  if (!("recipe" in scheme)) throw new TypeError("hook0 is coded")
  const { headers, signature } = await scheme.sign({ ...input, id: "1", timestampMs: NOW, eventType: "x" })
  expect(signature.value).toMatch(/^t=\d+,h=,v1=[0-9a-f]{64}$/)
  expect((await judge("hook0", { ...input, headers, nowMs: NOW })).reason).toBe("ok")
})

test("an empty secret is refused", async () => {
  await expect(judge("hook0", { ...published(V1), secrets: [""] })).rejects.toThrow("The secret is empty.")
})
