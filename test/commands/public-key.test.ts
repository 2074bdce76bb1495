import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"

test.each([
  ["discord", "APPLICATION_AUTHORIZED", /^[0-9a-f]{64}$/],
  ["sendgrid", "delivered", /^MFkw[A-Za-z0-9+/]+=*$/],
  ["standard-webhooks-v1a", "example.event", /^whpk_[A-Za-z0-9+/]{43}=$/],
  ["paddle-classic", "subscription_created", /^-----BEGIN PUBLIC KEY-----\n/],
  ["aws-sns", "Notification", /^-----BEGIN PUBLIC KEY-----\n/],
])("the public key of %s verifies what its private one signed", async (provider, event, form) => {
  const { request, publicKey } = await signedAndPublic(provider, event)
  expect(publicKey).toMatch(form)
  const { exitCode } = await runWhk(["verify", "--secret", publicKey], { input: request })
  expect(exitCode).toBe(0)
})

test.each([
  ["plaid", "SYNC_UPDATES_AVAILABLE"],
  ["fal", "OK"],
  ["kinde", "user.created"],
])("%s publishes its key as a set, which --jwks takes", async (provider, event) => {
  const { request, publicKey } = await signedAndPublic(provider, event)
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, "keys.json"), publicKey)
  const { exitCode } = await runWhk(["verify", "--jwks", "keys.json"], { cwd: folder.path, input: request })
  expect(exitCode).toBe(0)
})

test("a shared secret has no public half", async () => {
  const { exitCode, stdout, stderr } = await runWhk(["secret", "stripe", "--public", "--quiet"])
  expect([exitCode, stdout, stderr]).toEqual([
    2,
    "",
    "error Stripe signs with a shared secret, which has no public half.\n  → The receiver verifies with the secret itself: whk secret stripe.\n",
  ])
})

/** A request signed with a development secret that stays where it was made, and the public key. */
async function signedAndPublic(provider: string, event: string) {
  const home = await temporaryFolder()
  onTestFinished(() => home[Symbol.asyncDispose]())
  const env = { WHK_HOME: home.path }
  const request = await runWhk(["payload", event, "--provider", provider, "--format", "capture"], { env })
  const { stdout } = await runWhk(["secret", provider, "--public"], { env })
  return { request: request.bytes, publicKey: stdout.trim() }
}
