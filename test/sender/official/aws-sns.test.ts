import https from "node:https"
import type { AddressInfo } from "node:net"
import MessageValidator from "sns-validator"
import { afterAll, beforeAll, expect, test } from "vitest"
import { RSA_TEST_CERTIFICATE, RSA_TEST_KEY } from "../../support/rsa-test-key.ts"
import { sendNow } from "../../support/send-coded.ts"
import { TEST_CERTIFICATE, TEST_KEY } from "../../support/test-certificate.ts"

// The package lets its caller choose the host that certificates may come from.
const server = https.createServer({ key: TEST_KEY, cert: TEST_CERTIFICATE }, (_, response) => {
  response.end(RSA_TEST_CERTIFICATE)
})
let certificateUrl = ""

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve))
  certificateUrl = `https://localhost:${(server.address() as AddressInfo).port}/certificate.pem`
  https.globalAgent.options.ca = TEST_CERTIFICATE
})

afterAll(() => {
  delete https.globalAgent.options.ca
  server.closeAllConnections()
  server.close()
})

function validate(body: string, hosts = /^localhost:\d+$/): Promise<string> {
  return new Promise((resolve) => {
    new MessageValidator(hosts).validate(body, (error) => resolve(error?.message ?? "valid"))
  })
}

const send = (type: string, version: string) =>
  sendNow("aws-sns", type, {
    secret: RSA_TEST_KEY,
    set: [
      ["SigningCertURL", certificateUrl],
      ["SignatureVersion", version],
    ],
  })

const CASES = [
  ["Notification", "1", "Subject"],
  ["Notification", "2", "Message"],
  ["SubscriptionConfirmation", "1", "Token"],
  ["SubscriptionConfirmation", "2", "SubscribeURL"],
] as const

test.each(CASES)(
  "sns-validator accepts a %s of version %s and refuses it with another %s",
  async (type, version, field) => {
    const body = (await send(type, version)).body.toString()
    expect(await validate(body)).toBe("valid")
    const message = JSON.parse(body) as Record<string, string>
    const tampered = { ...message, [field]: `${message[field]}.` }
    expect(await validate(JSON.stringify(tampered))).toBe("The message signature is invalid.")
  },
)

test("sns-validator refuses a certificate from a host that is not Amazon's", async () => {
  const body = (await send("Notification", "1")).body.toString()
  const amazon = /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(\.cn)?$/
  expect(await validate(body, amazon)).toBe("The certificate is located on an invalid domain.")
})
