import Mux from "@mux/mux-node"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { generateSecret } from "../../../src/providers/secrets.ts"
import { sendNow, tampered, typesOf } from "../../support/official-sender.ts"

const { webhooks } = new Mux({ tokenId: "unused", tokenSecret: "unused" })

test.each(typesOf("mux"))("@mux/mux-node accepts %s and refuses it tampered", async (type) => {
  const sent = await sendNow("mux", type)
  expect(await webhooks.unwrap(sent.body, sent.headers, sent.secret)).toMatchObject({ type })
  await expect(webhooks.unwrap(tampered(sent), sent.headers, sent.secret)).rejects.toThrow(
    "No signatures found",
  )
  await expect(webhooks.unwrap(sent.body, sent.headers, "another")).rejects.toThrow("No signatures found")
})

test("@mux/mux-node accepts either secret while a rotation overlaps", async () => {
  const old = generateSecret(findProvider("mux"))
  const sent = await sendNow("mux", "video.asset.ready", { older: [old] })
  await expect(webhooks.verifySignature(sent.body, sent.headers, sent.secret)).resolves.toBeUndefined()
  await expect(webhooks.verifySignature(sent.body, sent.headers, old)).resolves.toBeUndefined()
})

test("@mux/mux-node refuses what is older than the tolerance we state", async () => {
  const tolerance = findProvider("mux").scheme.timestamp?.toleranceSeconds ?? 0
  const sent = await sendNow("mux", "video.asset.ready", { ageMs: (tolerance + 2) * 1000 })
  await expect(webhooks.verifySignature(sent.body, sent.headers, sent.secret)).rejects.toThrow("too old")
})
