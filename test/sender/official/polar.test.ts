import { Webhook } from "standardwebhooks"
import { expect, test } from "vitest"
import { assume } from "../../../src/providers/assume.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { eventTypes, officialRequest, tampered } from "../../support/official-request.ts"
import { sign, verify } from "../../support/signing.ts"

/** As Polar's SDK calls the library for a secret that is a key as it stands. */
const asTheSdk = (secret: string): Webhook => new Webhook(Buffer.from(secret, "utf8").toString("base64"))

test.each(eventTypes("polar"))(
  "standardwebhooks accepts Polar's %s and refuses it tampered",
  async (type) => {
    const { body, headers, secret } = await officialRequest("polar", type)
    const official = asTheSdk(secret)
    expect(official.verify(body, headers)).toMatchObject({ type })
    expect(() => official.verify(tampered({ body }), headers)).toThrow("No matching signature found")
    expect(() => asTheSdk(`${secret}x`).verify(body, headers)).toThrow("No matching signature found")
  },
)

test("a secret of Polar's newer form signs as Standard Webhooks has it", () => {
  const { scheme } = findProvider("polar")
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`
  const request = { secrets: [secret], body: Buffer.from('{"type":"order.paid"}') }
  const { headers } = sign(scheme, { ...request, id: "1", timestampMs: Date.now(), eventType: "order.paid" })
  expect(new Webhook(secret).verify(request.body, Object.fromEntries(headers))).toEqual({
    type: "order.paid",
  })
  expect(verify(scheme, { ...request, headers, nowMs: Date.now() })).toMatchObject({ verified: true })
})

test("a whsec_ secret from before the change is a key as it stands, when that is assumed", () => {
  const { scheme } = assume(findProvider("polar"), "signature.key", "utf8")
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`
  const body = Buffer.from('{"type":"order.paid"}')
  const { headers } = sign(scheme, {
    secrets: [secret],
    body,
    id: "1",
    timestampMs: Date.now(),
    eventType: "",
  })
  expect(asTheSdk(secret).verify(body, Object.fromEntries(headers))).toEqual({ type: "order.paid" })
})
