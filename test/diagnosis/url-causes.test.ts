import { expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import { diagnosed, idsOf, names, plain, sentHeaders } from "./planted.ts"

const SECRET = "square-signature-key"
const BODY = Buffer.from('{"hello":"world"}')
const SIGNED = "https://shop.example.com/hooks/square?tenant=7&z=a%20b"

/** What arrives at the URL `received`, signed for SIGNED. */
const plan = (received: string, more: readonly Header[] = []) => ({
  provider: "square",
  secret: SECRET,
  body: BODY,
  url: received,
  headers: [...sentHeaders("square", { secret: SECRET, body: BODY, url: SIGNED }), ...more],
})

test.each([
  ["the protocol behind a proxy", "url-protocol", SIGNED.replace("https", "http"), []],
  ["a port that was added", "url-port", SIGNED.replace(".com/", ".com:443/"), []],
  [
    "a host told in X-Forwarded-Host",
    "url-host",
    SIGNED.replace("shop.example.com", "10.0.0.7"),
    [["X-Forwarded-Host", "shop.example.com"]],
  ],
  [
    "a host told in Forwarded",
    "url-host",
    SIGNED.replace("shop.example.com", "10.0.0.7"),
    [["Forwarded", 'for=1.2.3.4;host="shop.example.com";proto=https']],
  ],
  ["a trailing slash", "url-path", SIGNED.replace("square?", "square/?"), []],
  [
    "a prefix that the proxy took away, told in X-Forwarded-Prefix",
    "url-path",
    SIGNED.replace("/hooks/", "/"),
    [["X-Forwarded-Prefix", "/hooks"]],
  ],
  ["a prefix that was added", "url-path", SIGNED.replace("/hooks/", "/api/hooks/"), []],
  ["the order of parameters", "url-query", "https://shop.example.com/hooks/square?z=a%20b&tenant=7", []],
  ["the encoding of a parameter", "url-query", SIGNED.replace("a%20b", "a+b"), []],
] as const)("%s is told as %s, with the URL that matched", async (_, id, received, more) => {
  const diagnosis = await diagnosed(plan(received, more))
  expect(idsOf(diagnosis), diagnosis.causes[0]?.title).toEqual([id])
  expect(diagnosis.causes[0]!.title).toContain(SIGNED)
  expect(Object.keys(diagnosis.causes[0]!.fix.code!)).toContain("express")
})

test("several changes of a proxy at once are found, told by the first", async () => {
  const received = "http://127.0.0.1:3000/square?tenant=7&z=a%20b"
  const headers: readonly Header[] = [
    ["X-Forwarded-Proto", "https"],
    ["X-Forwarded-Host", "shop.example.com"],
    ["X-Forwarded-Prefix", "/hooks"],
  ]
  const diagnosis = await diagnosed(plan(received, headers))
  expect(idsOf(diagnosis)).toEqual(["url-protocol"])
  expect(diagnosis.causes[0]!.title).toContain(SIGNED)
})

test("an address that was named by hand is tried", async () => {
  const diagnosis = await diagnosed({
    ...plan("http://localhost:3000/anything"),
    otherUrls: ["https://elsewhere.example.com/", SIGNED],
  })
  expect(idsOf(diagnosis)).toEqual(["url-other"])
})

test("an address that nothing tells is not explained", async () => {
  expect(idsOf(await diagnosed(plan("https://other.example.org/completely/different")))).toEqual([])
})

test.each(["http://", "https://[::1]:99999/x", "http://a b/"])(
  "a URL of %j makes no search throw",
  async (url) => {
    expect((await diagnosed(plan(url))).causes).toEqual([])
  },
)

test.each(["localhost", "", "/path/only"])("a URL of %j is too little to judge by", async (url) => {
  await expect(diagnosed(plan(url))).rejects.toThrow("--url is missing: Square signs the URL of the request.")
})

const FORM = Buffer.from("CallSid=CA1&From=%2B14158675309&Digits=1234")

test("Twilio: a signature over the raw body instead of the sorted fields is told", async () => {
  const { createHmac } = await import("node:crypto")
  const signature = createHmac("sha1", SECRET).update(SIGNED).update(FORM).digest("base64")
  const diagnosis = await diagnosed({
    provider: "twilio",
    secret: SECRET,
    body: FORM,
    url: SIGNED,
    headers: [["X-Twilio-Signature", signature]],
  })
  expect(idsOf(diagnosis)).toEqual(["content-form-omitted"])
})

test("Twilio: a signature over the raw body behind the fields is told", async () => {
  const { createHmac } = await import("node:crypto")
  const fields = "CallSidCA1Digits1234From+14158675309"
  const signature = createHmac("sha1", SECRET).update(SIGNED).update(fields).update(FORM).digest("base64")
  const headers: readonly Header[] = [["X-Twilio-Signature", signature]]
  const said = await diagnosed({ provider: "twilio", secret: SECRET, body: FORM, url: SIGNED, headers })
  expect(idsOf(said)).toEqual(["content-body-added"])
})

test("Twilio: a JSON body that is not the one whose hash stands in the URL is told", async () => {
  const sent = Buffer.from('{"a":1}')
  const hash = plain("sha256", sent).toString("hex")
  const url = `https://shop.example.com/hooks?bodySHA256=${hash}`
  const { createHmac } = await import("node:crypto")
  const signature = createHmac("sha1", SECRET).update(url).digest("base64")
  const headers: readonly Header[] = [["X-Twilio-Signature", signature]]
  const judge = (body: Buffer) => diagnosed({ provider: "twilio-json", secret: SECRET, body, url, headers })
  const printed = await judge(Buffer.from('{\n  "a": 1\n}'))
  expect(names(printed, "body-reserialised-javascript"), idsOf(printed).join()).toBe(true)
  expect((await judge(Buffer.from('{"a":2}'))).causes).toEqual([])
  expect((await judge(sent)).verified).toBe(true)
})

test.each([
  ["hubspot-v1", "content-secret-omitted", plain("sha256", BODY).toString("hex")],
  ["hubspot-v2", "content-method-omitted", plain("sha256", SECRET, SIGNED, BODY).toString("hex")],
  ["hubspot-v2", "content-url-omitted", plain("sha256", SECRET, "POST", BODY).toString("hex")],
])("HubSpot (%s): %s is explained by exactly that", async (provider, id, signature) => {
  const version: readonly Header[] = [["X-HubSpot-Signature-Version", provider.slice(-2)]]
  const headers: readonly Header[] = [...version, ["X-HubSpot-Signature", signature]]
  const said = await diagnosed({ provider, secret: SECRET, body: BODY, url: SIGNED, headers })
  expect(names(said, id), idsOf(said).join()).toBe(true)
})

test("Twilio: the URL without its parameters is told", async () => {
  const headers = sentHeaders("twilio", { secret: SECRET, body: FORM, url: SIGNED.replace(/\?.*/, "") })
  const diagnosis = await diagnosed({ provider: "twilio", secret: SECRET, body: FORM, url: SIGNED, headers })
  expect(idsOf(diagnosis)).toEqual(["url-query"])
})

test("HubSpot: a method in lower case is told", async () => {
  const headers = sentHeaders("hubspot-v2", { secret: SECRET, body: BODY, url: SIGNED, method: "post" })
  const diagnosis = await diagnosed({
    provider: "hubspot-v2",
    secret: SECRET,
    body: BODY,
    url: SIGNED,
    headers,
  })
  expect(idsOf(diagnosis)).toEqual(["method-other"])
})
