import { expect, test } from "vitest"
import { runWhk } from "../support/run-whk.ts"
import { vectors } from "../support/vectors.ts"

// A body that was not signed as the recipe says can only be verified.
const signable = vectors.filter(({ bodyForm, provider }) => !(provider === "accelex" && bodyForm === "raw"))

test.each(signable)("the vector $name is reproduced, and not by a flipped byte", async (vector) => {
  const { provider, secret, id, timestampSeconds, body, signature } = vector
  const args = ["sign", "--provider", provider, "--secret", secret, "--id", id, "--json"]
  const sign = async (bytes: Buffer): Promise<{ header: string; value: string }> => {
    const { stdout } = await runWhk([...args, "--timestamp", String(timestampSeconds)], { input: bytes })
    return JSON.parse(stdout).signature
  }
  const bytes = Buffer.from(body)
  const flipped = Buffer.from(bytes)
  flipped[bytes.length >> 1]! ^= 1
  const [right, wrong] = await Promise.all([sign(bytes), sign(flipped)])
  expect([right.header.toLowerCase(), right.value]).toEqual(signature)
  expect(wrong.value).not.toBe(signature[1])
})

test("the headers alone are printed, ready for curl -H @file", async () => {
  const args = [
    "sign",
    "--provider",
    "axiestudio",
    "--event",
    "user.created",
    "--secret",
    "s",
    "--timestamp",
    "1",
  ]
  const { stdout, exitCode } = await runWhk(args, { input: "{}" })
  expect(exitCode).toBe(0)
  expect(stdout.split("\n")).toEqual([
    "Content-Type: application/json",
    "User-Agent: AxieStudio-Webhook/1.0",
    "X-Webhook-Event: user.created",
    expect.stringMatching(/^X-Webhook-Signature: sha256=/),
    "X-Webhook-Timestamp: 1",
    "",
  ])
})

test("an event header that nothing fills is warned about", async () => {
  const { stderr } = await runWhk(["sign", "--provider", "axiestudio", "--secret", "s"], { input: "{}" })
  expect(stderr).toBe(
    "warning X-Webhook-Event is empty: neither the body nor the command line names an event type.\n",
  )
})

test("secret and body cannot both come from standard input", async () => {
  const { exitCode, stderr } = await runWhk(["sign", "--secret", "-"], { input: "{}" })
  expect(exitCode).toBe(2)
  expect(stderr).toBe(
    "error --secret and --body cannot both come from standard input.\n  → Only one value can come from standard input; put the other one in a file.\n",
  )
})
