import { signRequest, verifyRequest } from "@contentful/node-apps-toolkit"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { contentful } from "../../../src/signing/coded/contentful.ts"
import { sendNow, type SentNow } from "../../support/send-coded.ts"

const types = findProvider("contentful").events.map(({ type }) => type)
const URLS = [
  "https://example.com",
  "https://example.com/hooks",
  "https://example.com/a%20b/ü?x=1&y=%C3%A9+2",
]

const canonical = ({ url, named, body }: SentNow) => ({
  method: "POST" as const,
  path: url.replace(/^https:\/\/[^/?]*/, "").replace(/^(?!\/)/, "/"),
  headers: named,
  body: body.toString(),
})

test.each(types)("@contentful/node-apps-toolkit accepts %s and refuses it tampered", async (type) => {
  const sent = await sendNow("contentful", type)
  const request = canonical(sent)
  expect(verifyRequest(sent.secret, request)).toBe(true)
  expect(verifyRequest(sent.secret, { ...request, body: `${request.body} ` })).toBe(false)
  expect(verifyRequest(sent.secret, { ...request, path: "/other" })).toBe(false)
  const headers = { ...request.headers, "x-contentful-topic": "ContentManagement.Entry.delete" }
  expect(verifyRequest(sent.secret, { ...request, headers })).toBe(false)
  expect(verifyRequest("0".repeat(64), request)).toBe(false)
})

test.each(URLS)("@contentful/node-apps-toolkit accepts a request to %s", async (url) => {
  const sent = await sendNow("contentful", types[0]!, { url })
  expect(verifyRequest(sent.secret, canonical(sent))).toBe(true)
})

test.each(URLS)("what @contentful/node-apps-toolkit signs for %s is accepted", async (url) => {
  const sent = await sendNow("contentful", types[0]!, { url })
  const beside = { "content-type": "application/json", "x-note": " spaced " }
  const { path, body } = canonical(sent)
  const signed = signRequest(sent.secret, { method: "POST", path, headers: beside, body }, Date.now(), {
    spaceId: "space",
    envId: "master",
    userId: "user",
  })
  const verdict = await contentful.verify({
    method: "POST",
    url,
    headers: Object.entries({ ...beside, ...signed }),
    body: sent.body,
    secrets: [sent.secret],
    nowMs: Date.now(),
  })
  expect(verdict).toMatchObject({ reason: "ok", match: { header: "X-Contentful-Signature" } })
})
