import { verifyWebhookSignature } from "hook0-client"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { sendNow, type SentNow } from "../../support/send-coded.ts"

const cases = ["hook0", "coinbase-cdp"].flatMap((id) =>
  findProvider(id).events.map(({ type }) => [id, type] as const),
)

const verify = ({ named, body, secret }: SentNow, changes: Record<string, string> = {}) =>
  verifyWebhookSignature(
    named["x-hook0-signature"]!,
    body,
    new Headers({ ...named, ...changes }),
    secret,
    300,
  )

test.each(cases)("hook0-client accepts %s's %s and refuses it tampered", async (id, type) => {
  const sent = await sendNow(id, type)
  expect(verify(sent)).toBe(true)
  expect(() => verify({ ...sent, body: Buffer.concat([sent.body, Buffer.from(" ")]) })).toThrow("Invalid")
  expect(() => verify(sent, { "x-event-type": "another.event.type" })).toThrow("Invalid")
  expect(() => verify({ ...sent, secret: "another" })).toThrow("Invalid")
})
