import { expect, test } from "vitest"
import { secretBase64 } from "../../../src/providers/catalogue/shared-samples.ts"
import { rfc9421 } from "../../../src/signing/coded/message-signature/rfc9421.ts"

const NOW = Date.parse("2026-01-15T02:03:04Z")
const SECRET = secretBase64(Buffer.alloc(32, 7))
const REQUEST = { method: "POST", body: Buffer.from('{"a":1}') }

/** The verdict on a request to one URL that was signed for another. */
async function judge(signedFor: string, url = signedFor) {
  const signing = { ...REQUEST, url: signedFor, secrets: [SECRET], id: "1", timestampMs: NOW, eventType: "x" }
  const { headers } = await rfc9421.sign(signing)
  return await rfc9421.verify({ ...REQUEST, url, headers, secrets: [SECRET], nowMs: NOW })
}

// Reading such a URL gives a path that was never requested, and an app may route by the one that was.
test.each([
  "https://x.example/admin/../hooks",
  "https://x.example/./hooks",
  "https://x.example/admin/%2e%2e/hooks",
  "https://x.example/ho\toks",
  "https://x.example/hooks\n",
  " https://x.example/hooks",
  "https://x.example\\hooks",
  "https:/x.example/hooks",
  "https:x.example/hooks",
  "https://x.example/hooks#f",
  "https://x.example/hooks#",
  "/hooks",
])("a signature for /hooks says nothing about %j", async (url) => {
  expect(await judge("https://x.example/hooks", url)).toMatchObject({ reason: "malformed", match: null })
})

test.each(["https://x.example/é", "https://x.example/a b", "https://x.example/?a='"])(
  "a target that was never sent so, %j, is malformed",
  async (url) => {
    expect((await judge(url)).reason).toBe("malformed")
  },
)

test.each([
  ["https://x.example", "https://x.example/"],
  ["https://x.example/", "https://x.example"],
  ["https://x.example/hooks", "https://X.Example:443/hooks"],
  ["https://x.example/hooks", "https://user:pw@x.example/hooks"],
  ["http://x.example:8080//a//b;c=1/%2F?", "http://x.example:8080//a//b;c=1/%2F?"],
  ["http://[::1]:8080/in/a?b=%20&b", "http://[::1]:8080/in/a?b=%20&b"],
])("a signature for %s fits %s, which is the same request", async (signedFor, url) => {
  expect((await judge(signedFor, url)).reason).toBe("ok")
})
