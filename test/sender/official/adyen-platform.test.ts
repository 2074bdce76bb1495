import { hmacValidator as HmacValidator } from "@adyen/api-library"
import { expect, test } from "vitest"
import { sendNow, tampered, typesOf } from "../../support/official-sender.ts"

const validator = new HmacValidator()

test.each(typesOf("adyen-platform"))(
  "@adyen/api-library accepts %s and refuses it tampered",
  async (type) => {
    const sent = await sendNow("adyen-platform", type)
    const signature = sent.headers["hmacsignature"]!
    expect(validator.validateHMACSignature(sent.secret, signature, sent.body)).toBe(true)
    expect(validator.validateHMACSignature(sent.secret, signature, tampered(sent))).toBe(false)
    expect(validator.validateHMACSignature("00".repeat(32), signature, sent.body)).toBe(false)
  },
)
