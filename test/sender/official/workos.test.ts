import { WorkOS } from "@workos-inc/node"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { sendNow, type SentNow, typesOf } from "../../support/official-sender.ts"

const { webhooks } = new WorkOS("sk_test_unused")

// The package takes the parsed JSON and prints it again before it hashes.
const construct = ({ body, headers, secret }: SentNow) =>
  webhooks.constructEvent({
    payload: JSON.parse(body) as Record<string, unknown>,
    sigHeader: headers["workos-signature"]!,
    secret,
  })

test.each(typesOf("workos"))("@workos-inc/node accepts %s and refuses it tampered", async (type) => {
  const sent = await sendNow("workos", type)
  expect(await construct(sent)).toMatchObject({ event: type })
  await expect(construct({ ...sent, body: sent.body.replace(type, "other.event") })).rejects.toThrow(
    "does not match",
  )
  await expect(construct({ ...sent, secret: "another" })).rejects.toThrow("does not match")
})

test("@workos-inc/node refuses what is older than the tolerance we state", async () => {
  const tolerance = findProvider("workos").scheme.timestamp?.toleranceSeconds ?? 0
  const sent = await sendNow("workos", "user.created", { ageMs: (tolerance + 2) * 1000 })
  await expect(construct(sent)).rejects.toThrow("outside the tolerance")
})
