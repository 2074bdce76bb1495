import { createPublicKey, generateKeyPairSync, sign as signWithKey } from "node:crypto"
import { expect, test } from "vitest"
import { awsSns } from "../../../src/signing/coded/aws-sns.ts"
import { paddleClassic } from "../../../src/signing/coded/paddle-classic.ts"
import { paypal } from "../../../src/signing/coded/paypal.ts"
import { verificationKeys } from "../../../src/signing/coded/rsa.ts"
import { privatePem } from "../../../src/signing/keys.ts"
import { signedByCode } from "../../support/coded-request.ts"
import { RSA_TEST_KEY } from "../../support/rsa-test-key.ts"
import { SHORT_RSA_CERTIFICATE, SHORT_RSA_KEY } from "../../support/short-rsa-key.ts"

const PUBLIC = createPublicKey(SHORT_RSA_KEY).export({ type: "spki", format: "pem" }).toString()
const REFUSED = {
  code: "SECRET_INVALID",
  message: expect.stringMatching(/^The RSA key has 1024 bits; [a-z-]+ takes none under 2048\.$/),
}

const schemes = [
  ["aws-sns", awsSns, (pem: string) => pem],
  ["paddle-classic", paddleClassic, (pem: string) => pem],
  ["paypal", paypal, (pem: string) => `8PT597110X687430LKGECATA:${pem}`],
] as const

test.each(schemes)("%s signs with no RSA key under 2048 bits", async (id, scheme, secretOf) => {
  expect(() => scheme.checkSecret?.(secretOf(SHORT_RSA_KEY))).toThrow(expect.objectContaining(REFUSED))
  expect(() => scheme.checkSecret?.(secretOf(RSA_TEST_KEY))).not.toThrow()
  await expect(signedByCode(id, { secret: secretOf(SHORT_RSA_KEY) })).rejects.toMatchObject(REFUSED)
})

const kinds = [
  ["private key", SHORT_RSA_KEY],
  ["public key", PUBLIC],
  ["certificate", SHORT_RSA_CERTIFICATE],
] as const
const secrets = schemes.flatMap((scheme) =>
  kinds.map(([kind, pem]) => [scheme[0], kind, scheme[1], scheme[2], pem] as const),
)

test.each(secrets)("%s verifies with no %s under 2048 bits", async (id, _, scheme, secretOf, pem) => {
  const request = await signedByCode(id)
  await expect(scheme.verify({ ...request, secrets: [secretOf(pem)] })).rejects.toMatchObject(REFUSED)
})

test("what a certificate with a short key signed is no match, for it may have been fetched", async () => {
  const message = {
    Type: "Notification",
    MessageId: "1",
    TopicArn: "t",
    Message: "m",
    Timestamp: "2026-01-15T02:03:04Z",
  }
  const content =
    "Message\nm\nMessageId\n1\nTimestamp\n2026-01-15T02:03:04Z\nTopicArn\nt\nType\nNotification\n"
  const signedBy = (key: string) => ({
    ...message,
    SignatureVersion: "2",
    Signature: signWithKey("sha256", Buffer.from(content), key).toString("base64"),
  })
  const judge = async (key: string, secrets: readonly string[], certificates: readonly string[]) => {
    const request = { method: "POST", url: "https://example.com/", headers: [], secrets, certificates }
    const body = Buffer.from(JSON.stringify(signedBy(key)))
    return (await awsSns.verify({ ...request, body, nowMs: Date.parse("2026-12-15T02:03:04Z") })).reason
  }
  expect(await judge(SHORT_RSA_KEY, [], [SHORT_RSA_CERTIFICATE])).toBe("no-match")
  expect(await judge(RSA_TEST_KEY, [RSA_TEST_KEY], [])).toBe("ok")
})

test("a key of 2048 bits is taken", () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const keys = [...verificationKeys({ id: "x" }, { secrets: [privatePem(privateKey)] })]
  expect(keys).toHaveLength(1)
})
