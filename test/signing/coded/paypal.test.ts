import { sign as signWithKey } from "node:crypto"
import { expect, test } from "vitest"
import type { Header } from "../../../src/domain/headers.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { checkSecret, secretWarning } from "../../../src/providers/secrets.ts"
import { paypal } from "../../../src/signing/coded/paypal.ts"
import { CODED_SECRETS, NOW, signedByCode, withHeader } from "../../support/coded-request.ts"
import { textBitFlips } from "../../support/flips.ts"
import {
  RSA_OLD_CERTIFICATE,
  RSA_TEST_CERTIFICATE,
  RSA_TEST_KEY,
  RSA_TEST_PUBLIC_KEY,
} from "../../support/rsa-test-key.ts"

const WEBHOOK_ID = CODED_SECRETS.paypal.split(":", 1)[0]!
const HEADERS = ["PAYPAL-TRANSMISSION-ID", "PAYPAL-TRANSMISSION-TIME", "PAYPAL-TRANSMISSION-SIG"]

test("what is signed is id, time, webhook id and the decimal CRC-32 of the body", async () => {
  // The usual check value of CRC-32: that of "123456789" is 0xcbf43926.
  const content = `69cd13f0-d67a-11e5-baa3-778b53f4ae55|2016-02-18T20:01:35Z|${WEBHOOK_ID}|3421780262`
  const headers: Header[] = [
    ["Paypal-Transmission-Id", "69cd13f0-d67a-11e5-baa3-778b53f4ae55"],
    ["Paypal-Transmission-Time", "2016-02-18T20:01:35Z"],
    ["Paypal-Transmission-Sig", signWithKey("sha256", Buffer.from(content), RSA_TEST_KEY).toString("base64")],
  ]
  const request = { method: "POST", url: "https://example.com/", headers, body: Buffer.from("123456789") }
  const verdict = await paypal.verify({
    ...request,
    secrets: [WEBHOOK_ID],
    certificates: [RSA_TEST_CERTIFICATE],
    nowMs: Date.parse("2021-01-01T00:00:00Z"),
  })
  expect(verdict).toMatchObject({
    reason: "ok",
    match: { secretIndex: 0 },
    timestamp: { fresh: null, signed: true },
  })
})

test("the headers have the form that the page shows", async () => {
  const { headers } = await signedByCode("paypal")
  expect(Object.fromEntries(headers)).toMatchObject({
    "PAYPAL-AUTH-ALGO": "SHA256withRSA",
    "PAYPAL-TRANSMISSION-ID": expect.stringMatching(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    ),
    "PAYPAL-TRANSMISSION-TIME": "2026-01-15T02:03:04Z",
    "PAYPAL-CERT-URL": expect.stringMatching(
      /^https:\/\/api\.sandbox\.paypal\.com\/v1\/notifications\/certs\//,
    ),
  })
})

test.each([
  ["the webhook id and the certificate", [WEBHOOK_ID], [RSA_TEST_CERTIFICATE], "ok"],
  ["the webhook id and the public key", [`${WEBHOOK_ID}:${RSA_TEST_PUBLIC_KEY}`], [], "ok"],
  ["the webhook id and the certificate in one text", [`${WEBHOOK_ID}:${RSA_TEST_CERTIFICATE}`], [], "ok"],
  ["another webhook id", ["8PT597110X687430LKGECATB"], [RSA_TEST_CERTIFICATE], "no-match"],
  ["the simulator's webhook id", ["WEBHOOK_ID"], [RSA_TEST_CERTIFICATE], "no-match"],
  ["the webhook id alone", [WEBHOOK_ID], [], "no-match"],
  ["the certificate alone", [], [RSA_TEST_CERTIFICATE], "no-match"],
  ["a certificate that is over", [WEBHOOK_ID], [RSA_OLD_CERTIFICATE], "stale"],
  [
    "one that is over in the secret, and one that is not",
    [`${WEBHOOK_ID}:${RSA_OLD_CERTIFICATE}`],
    [RSA_TEST_CERTIFICATE],
    "ok",
  ],
  ["no certificate", [WEBHOOK_ID], ["garbage"], "no-match"],
] as const)("judged with %s", async (_, secrets, certificates, reason) => {
  const request = await signedByCode("paypal")
  expect((await paypal.verify({ ...request, secrets, certificates })).reason).toBe(reason)
})

test("a certificate is judged at the time of the verification", async () => {
  const request = {
    ...(await signedByCode("paypal")),
    secrets: [WEBHOOK_ID],
    certificates: [RSA_OLD_CERTIFICATE],
  }
  const reasons = ["2018-12-31", "2019-06-01", "2020-01-02"].map(async (day) => {
    return (await paypal.verify({ ...request, nowMs: Date.parse(`${day}T00:00:00Z`) })).reason
  })
  expect(await Promise.all(reasons)).toEqual(["future", "ok", "stale"])
})

test("no bit of the webhook id can be another", async () => {
  const request = { ...(await signedByCode("paypal")), certificates: [RSA_TEST_CERTIFICATE] }
  const reasons = textBitFlips(WEBHOOK_ID).map((secret) =>
    paypal.verify({ ...request, secrets: [secret] }).then(
      ({ reason }) => reason,
      ({ code }: { readonly code: string }) => code,
    ),
  )
  expect(new Set(await Promise.all(reasons))).toEqual(new Set(["no-match", "SECRET_INVALID"]))
})

test.each(HEADERS)("%s has to be there, once, as it was sent", async (name) => {
  const request = await signedByCode("paypal")
  expect((await paypal.verify(withHeader(request, name, () => undefined))).reason).toBe("header-missing")
  const [, value] = request.headers.find(([one]) => one === name)!
  const twice = { ...request, headers: [...request.headers, [name, value] as const] }
  expect((await paypal.verify(twice)).reason).toBe("malformed")
  const flipped = textBitFlips(value).map((text) => paypal.verify(withHeader(request, name, () => text)))
  expect((await Promise.all(flipped)).filter(({ verified }) => verified)).toEqual([])
})

test.each(["yesterday", "", "1768442584", "2026-99-99T00:00:00Z"])(
  "a time of %j is malformed",
  async (time) => {
    const request = withHeader(await signedByCode("paypal"), "PAYPAL-TRANSMISSION-TIME", () => time)
    expect((await paypal.verify(request)).reason).toBe("malformed")
  },
)

test("a given tolerance is applied to the time of the transmission", async () => {
  const request = { ...(await signedByCode("paypal")), nowMs: NOW + 600_000 }
  expect((await paypal.verify({ ...request, toleranceSeconds: 700 })).reason).toBe("ok")
  expect((await paypal.verify({ ...request, toleranceSeconds: 300 })).reason).toBe("stale")
})

const NAME = "CERT-360caa42-fca2a594-a5cafa77"
const keySourceOf = (...urls: string[]) =>
  paypal.keySource?.({ headers: urls.map((url): Header => ["paypal-cert-url", url]), body: Buffer.alloc(0) })

test.each(["api.paypal.com", "api.sandbox.paypal.com"])("the certificate is taken from %s", (host) => {
  const url = `https://${host}/v1/notifications/certs/${NAME}`
  expect(keySourceOf(url)).toEqual({ url, kind: "certificate" })
})

test.each([
  `http://api.paypal.com/v1/notifications/certs/${NAME}`,
  `https://api.paypal.com.example.com/v1/notifications/certs/${NAME}`,
  `https://api.paypal.com@example.com/v1/notifications/certs/${NAME}`,
  `https://api.paypal.com:444/v1/notifications/certs/${NAME}`,
  `https://www.paypal.com/v1/notifications/certs/${NAME}`,
  `https://paypal.com/v1/notifications/certs/${NAME}`,
  `https://apixpaypal.com/v1/notifications/certs/${NAME}`,
  `https://api.paypal.com/v1/notifications/certs/../../${NAME}`,
  `https://api.paypal.com/v1/notifications/certs/${NAME}?x=1`,
  `https://api.paypal.com/v1/notifications/certs/`,
  `https://api.paypal.com/v1/other/${NAME}`,
  "",
])("no certificate is taken from %s", (url) => {
  expect(keySourceOf(url)).toBeUndefined()
})

test("of two addresses for a certificate none is taken", () => {
  const url = `https://api.paypal.com/v1/notifications/certs/${NAME}`
  expect(keySourceOf(url, url)).toBeUndefined()
  expect(keySourceOf()).toBeUndefined()
})

test.each([
  ["a webhook id alone", WEBHOOK_ID],
  ["a key alone", RSA_TEST_KEY],
  ["a public key", `${WEBHOOK_ID}:${RSA_TEST_PUBLIC_KEY}`],
  ["no webhook id", `:${RSA_TEST_KEY}`],
  ["a webhook id with a space", `A B:${RSA_TEST_KEY}`],
])("%s cannot sign", async (_, secret) => {
  expect(checkSecret(findProvider("paypal"), secret)).toEqual(expect.not.stringContaining("MII"))
  await expect(signedByCode("paypal", { secret })).rejects.toThrow(
    expect.objectContaining({ code: "SECRET_INVALID" }),
  )
})

test("the simulator's webhook id is warned about, as everybody knows it", () => {
  const provider = findProvider("paypal")
  expect(secretWarning(provider, "WEBHOOK_ID")).toContain("simulator")
  expect(secretWarning(provider, `WEBHOOK_ID:${RSA_TEST_KEY}`)).toContain("simulator")
  expect(secretWarning(provider, CODED_SECRETS.paypal)).toBeUndefined()
})
