import fc from "fast-check"
import { expect, test } from "vitest"
import {
  otherLetters,
  signatureIn,
  withDigest,
  withoutSignature,
  withSignature,
} from "../../src/check/signature-text.ts"
import { headerValues } from "../../src/domain/headers.ts"
import { subjectFor } from "../support/check-subject.ts"

test.each([
  ["github", /^sha256=$/, /^[0-9a-f]{64}$/],
  ["stripe", /^t=\d+,v1=$/, /^[0-9a-f]{64}$/],
  ["slack", /^v0=$/, /^[0-9a-f]{64}$/],
  ["standard-webhooks", /^v1,$/, /^[\w+/]{43}=$/],
  ["shopify", /^$/, /^[\w+/]{43}=$/],
  ["discord", /^$/, /^[0-9a-f]{128}$/],
  ["braintree", /^\w{16}\|$/, /^[0-9a-f]{40}$/],
  ["kinde", /^$/, /^[\w-]+\.[\w-]+\.[\w-]+$/],
])("of %s the digest is told from what stands before it", async (id, before, digest) => {
  const subject = subjectFor(id)
  const found = signatureIn(subject.provider.scheme, await subject.shot())
  expect(found).toMatchObject({
    before: expect.stringMatching(before),
    digest: expect.stringMatching(digest),
    after: "",
  })
})

test("another digest leaves the rest of the request as it is", async () => {
  const subject = subjectFor("stripe")
  const shot = await subject.shot()
  const changed = withDigest(subject.provider.scheme, shot, () => "00")
  expect(headerValues(changed.headers, "stripe-signature")).toEqual([
    headerValues(shot.headers, "stripe-signature")[0]!.replace(/v1=.*/, "v1=00"),
  ])
  expect(changed.body).toBe(shot.body)
})

test.each(["braintree", "aws-sns", "kinde"])("the signature of %s is changed inside its body", async (id) => {
  const subject = subjectFor(id)
  const { scheme } = subject.provider
  const changed = withSignature(scheme, await subject.shot(), "garbage")
  expect(changed.body.toString()).toContain("garbage")
  expect(withoutSignature(scheme, changed)).toBeUndefined()
})

test("without its signature a GitHub request has the weaker one neither", async () => {
  const subject = subjectFor("github")
  const bare = withoutSignature(subject.provider.scheme, await subject.shot())
  expect(bare?.headers.filter(([name]) => /signature/i.test(name))).toEqual([])
})

test("a provider that does not sign has no signature to change", async () => {
  const subject = subjectFor("strava", { secret: undefined })
  const shot = await subject.shot()
  expect(signatureIn(subject.provider.scheme, shot)).toBeUndefined()
  expect(withDigest(subject.provider.scheme, shot, () => "x")).toBe(shot)
})

test("other letters are of the same length and alphabet, and none is the same", () => {
  const alphabet = fc.stringMatching(/^(?:[0-9a-f]+|[0-9A-Za-z+/_-]+)$/)
  fc.assert(
    fc.property(alphabet, (text) => {
      const other = otherLetters(text)
      expect(other).toHaveLength(text.length)
      expect(
        other.split("").filter((character, at) => /[0-9a-z]/i.test(character) && character === text[at]),
      ).toEqual([])
      if (/^[0-9a-f]*$/.test(text)) expect(other).toMatch(/^[0-9a-f]*$/)
    }),
  )
})
