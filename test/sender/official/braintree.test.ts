import { BraintreeGateway, Environment } from "braintree"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { generateSecret } from "../../../src/providers/secrets.ts"
import { braintree, braintreeProof } from "../../../src/signing/coded/braintree.ts"
import { sendNow } from "../../support/send-coded.ts"

function gatewayOf(secret: string): BraintreeGateway {
  const [publicKey = "", privateKey = ""] = secret.split(":")
  return new BraintreeGateway({
    environment: Environment.Sandbox,
    merchantId: "merchant",
    publicKey,
    privateKey,
  })
}

const types = findProvider("braintree").events.map(({ type }) => type)

test.each(types)("braintree accepts %s and refuses it tampered", async (type) => {
  const { body, secret } = await sendNow("braintree", type)
  const form = new URLSearchParams(body.toString())
  const [signature, payload] = [form.get("bt_signature")!, form.get("bt_payload")!]
  const { webhookNotification } = gatewayOf(secret)
  expect(await webhookNotification.parse(signature, payload)).toMatchObject({ kind: type })
  const tampered = payload.replace(/^./, "Q")
  await expect(webhookNotification.parse(signature, tampered)).rejects.toThrow("has been modified")
  const [publicKey] = secret.split(":")
  await expect(
    gatewayOf(`${publicKey}:another`).webhookNotification.parse(signature, payload),
  ).rejects.toThrow()
})

test.each(["check", "subscription_charged_successfully", "dispute_opened"])(
  "the sample that braintree makes of %s is accepted, also without its last line break",
  async (kind) => {
    const secret = generateSecret(findProvider("braintree"))
    const { bt_signature, bt_payload } = await gatewayOf(secret).webhookTesting.sampleNotification(
      kind,
      "my_id",
    )
    const request = { method: "POST", url: "https://example.com/", headers: [], secrets: [secret], nowMs: 0 }
    const bodies = [bt_payload, bt_payload.trimEnd()].map((payload) =>
      Buffer.from(new URLSearchParams({ bt_signature, bt_payload: payload }).toString()),
    )
    const verdicts = await Promise.all(bodies.map((body) => braintree.verify({ ...request, body })))
    expect(verdicts.map(({ reason }) => reason)).toEqual(["ok", "ok"])
  },
)

test("the answer to a challenge is the one that braintree gives", () => {
  const secret = generateSecret(findProvider("braintree"))
  const challenge = "20f9f8ed05f77439fe955c977e4c8a53"
  expect(braintreeProof(challenge, secret)).toBe(gatewayOf(secret).webhookNotification.verify(challenge))
})
