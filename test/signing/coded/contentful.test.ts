import { createHmac } from "node:crypto"
import { expect, test } from "vitest"
import type { Header } from "../../../src/domain/headers.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { checkSecret } from "../../../src/providers/secrets.ts"
import { contentful } from "../../../src/signing/coded/contentful.ts"
import {
  CODED_SECRETS,
  NOW,
  type SignedByCode,
  signedByCode,
  withHeader,
} from "../../support/coded-request.ts"
import { textBitFlips } from "../../support/flips.ts"

const SECRET = CODED_SECRETS.contentful
const LIST = "X-Contentful-Signed-Headers"

const reasonOf = async (request: SignedByCode): Promise<string> => (await contentful.verify(request)).reason

/** A request signed as the page describes, without the code under test. */
function signedByHand(method: string, path: string, headers: readonly Header[], body = "{}") {
  const signed = headers.map(([name, value]) => `${name}:${value}`).join(";")
  const value = createHmac("sha256", SECRET).update([method, path, signed, body].join("\n")).digest("hex")
  return {
    method,
    body: Buffer.from(body),
    headers: [...headers, ["X-Contentful-Signature", value] as const],
  }
}

const headersOf = (names: string): Header[] => [
  ["x-contentful-signed-headers", names],
  ["x-contentful-timestamp", String(NOW)],
]

test.each([
  ["https://example.com/hooks", "/hooks"],
  ["https://example.com", "/"],
  ["https://example.com/", "/"],
  ["https://example.com?a=1", "/?a%253D1"],
  ["https://example.com/a%20b/ü?x=1&y=2", "/a%2520b/%C3%BC?x%253D1%2526y%253D2"],
  ["https://example.com/hooks#part", "/hooks"],
  ["https://user@example.com:8443/hooks?", "/hooks"],
])("for %s the path %s is signed", async (url, path) => {
  const request = signedByHand("POST", path, headersOf("x-contentful-signed-headers,x-contentful-timestamp"))
  const verdict = await contentful.verify({ ...request, url, secrets: [SECRET], nowMs: NOW })
  expect(verdict).toMatchObject({ verified: true, reason: "ok", timestamp: { fresh: true, signed: true } })
})

test("a line break in one signed part never passes for the next", async () => {
  const lists = headersOf("x-contentful-signed-headers,x-contentful-timestamp")
  const request = signedByHand("POST", "/hooks", lists)
  const shifted = {
    ...request,
    method: "POST\n/hooks",
    url: "https://example.com",
    secrets: [SECRET],
    nowMs: NOW,
  }
  expect((await contentful.verify(shifted)).reason).toBe("malformed")
  const [list, time] = lists as [Header, Header]
  const headers: Header[] = request.headers.map((header) =>
    header[0].toLowerCase() === time[0] ? [header[0], `${time[1]}\n`] : header,
  )
  expect(list[0]).toBe("x-contentful-signed-headers")
  expect(
    (
      await contentful.verify({
        ...request,
        headers,
        url: "https://example.com/hooks",
        secrets: [SECRET],
        nowMs: NOW,
      })
    ).reason,
  ).toBe("malformed")
})

test.each(["", "/hooks", "example.com/hooks", "https://example.com/\ud800"])(
  "%j cannot be signed",
  async (url) => {
    const request = signedByHand("POST", url, headersOf("x-contentful-signed-headers,x-contentful-timestamp"))
    const input = { ...request, url, id: "1", timestampMs: NOW, eventType: "x", secrets: [SECRET] }
    expect((await contentful.verify({ ...input, nowMs: NOW })).reason).toBe("malformed")
    await expect(contentful.sign(input)).rejects.toThrow(expect.objectContaining({ code: "TARGET_INVALID" }))
  },
)

test.each([
  [0, "ok"],
  [30, "ok"],
  [31, "stale"],
  [-3600, "ok"],
])("a right signature of age %i s is %s", async (ageSeconds, reason) => {
  const request = await signedByCode("contentful")
  expect(await reasonOf({ ...request, nowMs: NOW + ageSeconds * 1000 })).toBe(reason)
})

test("a given tolerance replaces the thirty seconds", async () => {
  const request = { ...(await signedByCode("contentful")), nowMs: NOW + 60_000 }
  expect(await reasonOf({ ...request, toleranceSeconds: 60 })).toBe("ok")
  const patient = { ...contentful, timestamp: { unit: "ms", toleranceSeconds: 90 } } as const
  expect((await patient.verify(request)).reason).toBe("ok")
})

test("a wrong signature is no match, however old it is", async () => {
  const request = await signedByCode("contentful")
  const verdict = await contentful.verify({ ...request, secrets: ["f".repeat(64)], nowMs: NOW + 1e9 })
  expect(verdict).toMatchObject({ reason: "no-match", match: null, timestamp: { fresh: false } })
})

test("method, URL, signed headers and body are covered", async () => {
  const request = await signedByCode("contentful")
  const changed: SignedByCode[] = [
    { ...request, method: "PUT" },
    { ...request, url: request.url.replace("/hooks", "/hook") },
    { ...request, url: request.url.replace("source", "sourc") },
    { ...request, body: Buffer.concat([request.body, Buffer.from("\n")]) },
    withHeader(request, "X-Contentful-Topic", (value) => `${value}x`),
    withHeader(request, "Content-Type", () => "application/json"),
    withHeader(request, "X-Contentful-Timestamp", (value) => String(Number(value) + 1)),
    { ...request, headers: [...request.headers, ["x-contentful-topic", "ContentManagement.Entry.delete"]] },
  ]
  expect(await Promise.all(changed.map(reasonOf))).toEqual(changed.map(() => "no-match"))
})

test("a header that is not in the list, and the host of the URL, are not covered", async () => {
  const request = await signedByCode("contentful")
  expect(await reasonOf({ ...request, headers: [...request.headers, ["X-Other", "1"]] })).toBe("ok")
  expect(await reasonOf({ ...request, url: request.url.replace("example.com", "localhost:3000") })).toBe("ok")
})

test.each(["X-Contentful-Signature", LIST, "X-Contentful-Timestamp"])(
  "%s has to be there, once",
  async (name) => {
    const request = await signedByCode("contentful")
    expect(await reasonOf(withHeader(request, name, () => undefined))).toBe("header-missing")
    const [, value] = request.headers.find(([one]) => one === name)!
    expect(await reasonOf({ ...request, headers: [...request.headers, [name, value]] })).toBe("malformed")
  },
)

test.each([LIST, "X-Contentful-Timestamp"])("no bit of %s can be another", async (name) => {
  const request = await signedByCode("contentful")
  const [, value] = request.headers.find(([one]) => one === name)!
  const reasons = await Promise.all(
    textBitFlips(value).map((text) => reasonOf(withHeader(request, name, () => text))),
  )
  expect(reasons).not.toContain("ok")
})

test.each([
  ["in capitals", (list: string) => list.toUpperCase(), "malformed"],
  ["in another order", (list: string) => list.split(",").toReversed().join(","), "malformed"],
  ["with spaces", (list: string) => list.replaceAll(",", ", "), "malformed"],
  ["with a name twice", (list: string) => `${list},x-contentful-timestamp`, "malformed"],
  ["without the time", (list: string) => list.replace(",x-contentful-timestamp", ""), "malformed"],
  ["without itself", (list: string) => list.replace("x-contentful-signed-headers,", ""), "malformed"],
  ["that is empty", () => "", "malformed"],
  ["without the topic", (list: string) => list.replace("x-contentful-topic,", ""), "no-match"],
  ["with a header that was not sent", (list: string) => `${list},x-other`, "header-missing"],
] as const)("a list of headers %s", async (_, change, reason) => {
  expect(await reasonOf(withHeader(await signedByCode("contentful"), LIST, change))).toBe(reason)
})

test.each(["", "soon", "1768442584567.5", "-1"])("a time of %j is malformed", async (time) => {
  const request = withHeader(await signedByCode("contentful"), "X-Contentful-Timestamp", () => time)
  expect(await reasonOf(request)).toBe("malformed")
})

test("a header that the caller replaces is signed as it is sent", async () => {
  const headers = [["content-type", "application/json"]] as const
  const request = await signedByCode("contentful", { headers })
  expect(request.headers).toContainEqual(headers[0])
  expect(await reasonOf(request)).toBe("ok")
})

test.each(["", "short", "f".repeat(63), "f".repeat(65), `${"f".repeat(63)} `, "é".repeat(64)])(
  "%j is no signing secret",
  async (secret) => {
    const request = await signedByCode("contentful")
    await expect(contentful.verify({ ...request, secrets: [secret] })).rejects.toThrow(
      expect.objectContaining({ code: "SECRET_INVALID" }),
    )
    expect(checkSecret(findProvider("contentful"), secret)).toEqual(expect.any(String))
  },
)
