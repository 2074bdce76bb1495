import { isValidRequest, isValidSignature, SIGNATURE_HEADER_NAME } from "@sanity/webhook"
import { expect, test } from "vitest"
import { sendNow, tampered, typesOf } from "../../support/official-sender.ts"

test.each(typesOf("sanity"))("@sanity/webhook accepts %s and refuses it tampered", async (type) => {
  const sent = await sendNow("sanity", type)
  const signature = sent.headers[SIGNATURE_HEADER_NAME]!
  expect(await isValidSignature(sent.body, signature, sent.secret)).toBe(true)
  expect(await isValidSignature(tampered(sent), signature, sent.secret)).toBe(false)
  expect(await isValidSignature(sent.body, signature, "another")).toBe(false)
})

test("@sanity/webhook finds the signature where we put it", async () => {
  const { body, headers, secret } = await sendNow("sanity", "update")
  expect(await isValidRequest({ headers: { ...headers }, body }, secret)).toBe(true)
})
