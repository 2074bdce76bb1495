import { expect, test } from "vitest"
import { runWhk } from "../support/run-whk.ts"
import { type Vector, vectors } from "../support/vectors.ts"

/** The options that make a request what it was when the vector was made. */
function optionsOf({ provider, secret, bodyForm, url }: Vector): string[] {
  const form =
    provider === "accelex" && bodyForm !== undefined ? ["--assume", `signature.body=${bodyForm}`] : []
  return ["--provider", provider, "--secret", secret, ...form, ...(url === undefined ? [] : ["--url", url])]
}

test.each(vectors)(
  "the vector $name is reproduced and verified, and not with a flipped byte",
  async (vector) => {
    const { id, timestampSeconds, body, signature } = vector
    const at = String(timestampSeconds)
    const sign = async (input: Buffer) => {
      const flags = ["--id", id, "--timestamp", at, "--json"]
      return JSON.parse((await runWhk(["sign", ...optionsOf(vector), ...flags], { input })).stdout)
    }
    const bytes = Buffer.from(body)
    const flipped = Buffer.from(bytes)
    flipped[bytes.length >> 1]! ^= 1
    const [right, wrong] = await Promise.all([sign(bytes), sign(flipped)])
    expect([right.signature.header.toLowerCase(), right.signature.value]).toEqual(signature)
    expect(wrong.signature.value).not.toBe(signature[1])

    // The other headers are those of the request; the signature is the published one, not what was just computed.
    const [name, value] = signature
    const others = (right.headers as [string, string][]).filter(([header]) => header.toLowerCase() !== name)
    const headers = [...others, [name, value]].flatMap(([header, text]) => ["--header", `${header}: ${text}`])
    const flags = [...optionsOf(vector), "--body", "-", ...headers, "--at", at, "--json"]
    const [accepted, refused] = await Promise.all([
      runWhk(["verify", ...flags], { input: bytes }),
      runWhk(["verify", ...flags], { input: flipped }),
    ])
    expect([accepted.exitCode, JSON.parse(accepted.stdout)]).toMatchObject([
      0,
      { verified: true, reason: "ok" },
    ])
    expect([refused.exitCode, JSON.parse(refused.stdout)]).toMatchObject([
      1,
      { verified: false, reason: "no-match" },
    ])
  },
)

test.each(vectors.filter(({ provider }) => provider === "accelex"))(
  "verify tells which bytes the vector $name signed, without being told",
  async ({ secret, body, bodyForm = "reserialised", signature }) => {
    const flags = ["--provider", "accelex", "--secret", secret, "--header", signature.join(": "), "--json"]
    const { stdout } = await runWhk(["verify", "--body", "-", ...flags], { input: body })
    expect(JSON.parse(stdout)).toMatchObject({ verified: true, match: { bodyForm } })
  },
)

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
