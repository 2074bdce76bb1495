import { sign as signWithKey } from "node:crypto"
import { expect, test } from "vitest"
import { readFormBytes } from "../../../src/signing/coded/form-bytes.ts"
import { paddleClassic } from "../../../src/signing/coded/paddle-classic.ts"
import { phpSerialize } from "../../../src/signing/coded/php-serialize.ts"
import { NOW, OTHER_RSA_KEY, type SignedByCode, signedByCode } from "../../support/coded-request.ts"
import { bitFlips } from "../../support/flips.ts"
import {
  RSA_OLD_CERTIFICATE,
  RSA_TEST_CERTIFICATE,
  RSA_TEST_KEY,
  RSA_TEST_PUBLIC_KEY,
} from "../../support/rsa-test-key.ts"

const judge = async (body: string | Uint8Array, more: Partial<SignedByCode> = {}): Promise<string> => {
  const request = {
    method: "POST",
    url: "https://example.com/",
    headers: [],
    secrets: [RSA_TEST_PUBLIC_KEY],
    nowMs: NOW,
  }
  return (await paddleClassic.verify({ ...request, body: Buffer.from(body), ...more })).reason
}

const signContent = (content: string): string =>
  encodeURIComponent(signWithKey("sha1", Buffer.from(content), RSA_TEST_KEY).toString("base64"))

test("a PHP array of texts is written with the length of each in bytes", () => {
  const fields = [
    ["", ""],
    ["n", "5"],
    ["name", Buffer.from("Zoë \u{1f600}").toString("latin1")],
  ] as const
  expect(phpSerialize(fields).toString("utf8")).toBe(
    'a:3:{s:0:"";s:0:"";s:1:"n";s:1:"5";s:4:"name";s:9:"Zoë \u{1f600}";}',
  )
  expect(phpSerialize([]).toString()).toBe("a:0:{}")
})

test("what is signed are the fields without the signature, sorted, whatever their order in the form", async () => {
  const content = 'a:3:{s:10:"alert_name";s:4:"test";s:5:"email";s:15:"zoe+1@ex.com/ö";s:6:"p_note";s:0:"";}'
  const signature = signContent(content)
  const bodies = [
    `alert_name=test&email=zoe%2B1%40ex.com%2F%C3%B6&p_note=&p_signature=${signature}`,
    `p_signature=${signature}&p_note=&email=zoe%2b1@ex.com/%c3%b6&alert_name=test`,
    `alert_name=test&p_note&p_signature=${signature}&&email=zoe%2B1%40ex.com%2F%C3%B6`,
  ]
  expect(await Promise.all(bodies.map((body) => judge(body)))).toEqual(["ok", "ok", "ok"])
})

test("a plus sign is a space, and bytes that are no UTF-8 are kept apart", async () => {
  const signature = encodeURIComponent(
    signWithKey(
      "sha1",
      phpSerialize([
        ["a", "x y"],
        ["b", "\xff"],
      ]),
      RSA_TEST_KEY,
    ).toString("base64"),
  )
  const reasons = ["a=x+y&b=%FF", "a=x%20y&b=%ff", "a=x+y&b=%FE", "a=x%2By&b=%FF", "a=x+y&b=%EF%BF%BD"].map(
    (fields) => judge(`${fields}&p_signature=${signature}`),
  )
  expect(await Promise.all(reasons)).toEqual(["ok", "ok", "no-match", "no-match", "no-match"])
})

test("a flipped bit of the form is only accepted where it reads as the same fields", async () => {
  const request = await signedByCode("paddle-classic")
  const flipped = bitFlips(request.body)
  const verdicts = await Promise.all(flipped.map((body) => paddleClassic.verify({ ...request, body })))
  const accepted = flipped.filter((_, index) => verdicts[index]!.verified).map(readFormBytes)
  const same = readFormBytes(request.body)
  expect(accepted).toEqual(accepted.map(() => same))
  expect(accepted.length).toBeLessThan(flipped.length / 20)
})

test.each([
  ["one field more", (form: string) => `${form}&extra=1`, "no-match"],
  ["one field less", (form: string) => form.replace(/&email=[^&]*/, ""), "no-match"],
  ["a field twice", (form: string) => `${form}&alert_name=subscription_created`, "malformed"],
  ["its signature twice", (form: string) => `${form}&p_signature=AAAA`, "malformed"],
  ["an empty signature", (form: string) => form.replace(/p_signature=[^&]*/, "p_signature="), "malformed"],
  ["a cut signature", (form: string) => form.slice(0, -3), "malformed"],
  ["no signature", (form: string) => form.replace(/&p_signature=[^&]*/, ""), "header-missing"],
  ["a name in capitals", (form: string) => form.replace("p_signature", "P_SIGNATURE"), "header-missing"],
] as const)("a form with %s", async (_, change, reason) => {
  const form = Buffer.from((await signedByCode("paddle-classic")).body).toString()
  expect(await judge(form)).toBe("ok")
  expect(await judge(change(form))).toBe(reason)
})

test.each(["", "{}", '{"p_signature":"AAAA"}', "<p_signature=AAAA", "text"])(
  "the body %j is no form",
  async (body) => {
    expect(await judge(body)).toBe("header-missing")
  },
)

test.each([
  ["the certificate", [], [RSA_TEST_CERTIFICATE], "ok"],
  ["a certificate that is over", [], [RSA_OLD_CERTIFICATE], "stale"],
  ["a wrong key and the right one", [OTHER_RSA_KEY, RSA_TEST_PUBLIC_KEY], [], "ok"],
  ["a wrong key", [OTHER_RSA_KEY], ["garbage"], "no-match"],
] as const)("judged with %s", async (_, secrets, certificates, reason) => {
  const { body } = await signedByCode("paddle-classic")
  expect(await judge(body, { secrets, certificates })).toBe(reason)
})

const input = { method: "POST", url: "https://example.com/", id: "1", timestampMs: NOW, eventType: "x" }

test("signing leaves every byte of the other fields as it is", async () => {
  const body = Buffer.from("b=%7e+x&p_signature=old&a=%FF&c")
  const signed = await paddleClassic.sign({ ...input, body, secrets: [RSA_TEST_KEY] })
  expect(Buffer.from(signed.body).toString()).toBe(
    `b=%7e+x&a=%FF&c&p_signature=${encodeURIComponent(signed.signature.value)}`,
  )
  expect(signed.signature.field).toBe("/p_signature")
  expect(await judge(signed.body)).toBe("ok")
})

test.each(["", "{}", "text", "a=1&a=2"])("%j is no form that could be signed", async (text) => {
  const signing = paddleClassic.sign({ ...input, body: Buffer.from(text), secrets: [RSA_TEST_KEY] })
  await expect(signing).rejects.toThrow(expect.objectContaining({ code: "DATA_INVALID", exitCode: 2 }))
})
