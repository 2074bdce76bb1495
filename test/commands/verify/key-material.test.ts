import { createPublicKey } from "node:crypto"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { openKeyRing } from "../../../src/commands/verify/key-material.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { verify } from "../../../src/signing/verify.ts"
import { signedByCode } from "../../support/coded-request.ts"
import { RSA_TEST_CERTIFICATE, RSA_TEST_KEY } from "../../support/rsa-test-key.ts"
import { runWhk, temporaryFolder } from "../../support/run-whk.ts"

const PUBLIC_PEM = createPublicKey(RSA_TEST_KEY).export({ type: "spki", format: "pem" }).toString()
const SNS = findProvider("aws-sns")
const stop = new AbortController().signal

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder()
  onTestFinished(() => folder[Symbol.asyncDispose]())
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text)
  return folder.path
}

/** A network that counts what is asked of it. */
function scriptedNetwork() {
  const asked: string[] = []
  return {
    asked,
    fetchKey: (_: unknown, url: string) => {
      asked.push(url)
      return Promise.resolve(RSA_TEST_CERTIFICATE)
    },
  }
}

test("without --online nothing is fetched, and where the key is published is told", async () => {
  const request = await signedByCode("aws-sns")
  const { asked, fetchKey } = scriptedNetwork()
  const keys = await openKeyRing({ cwd: "/", stop }, {}, fetchKey)
  expect(await keys.materialFor(SNS, request)).toEqual({})
  expect(keys.missingFor(SNS, request)).toMatchObject({
    kind: "certificate",
    url: expect.stringMatching(/^https:\/\/sns\.us-east-1\.amazonaws\.com\//),
  })
  expect(asked).toEqual([])
})

test("with --online the key of a request is fetched once, and verifies it", async () => {
  const request = await signedByCode("aws-sns")
  const { asked, fetchKey } = scriptedNetwork()
  const keys = await openKeyRing({ cwd: "/", stop }, { online: true }, fetchKey)
  const material = await keys.materialFor(SNS, request)
  expect((await verify(SNS.scheme, { ...request, ...material, secrets: [] })).verified).toBe(true)
  await keys.materialFor(SNS, request)
  expect(asked).toHaveLength(1)
  await keys.close()
})

test("a certificate URL that is not the provider's is never fetched", async () => {
  const request = await signedByCode("aws-sns")
  const elsewhere = Buffer.from(
    Buffer.from(request.body)
      .toString()
      .replace("sns.us-east-1.amazonaws.com", "sns.us-east-1.amazonaws.com.evil.example"),
  )
  const { asked, fetchKey } = scriptedNetwork()
  const keys = await openKeyRing({ cwd: "/", stop }, { online: true }, fetchKey)
  expect(await keys.materialFor(SNS, { ...request, body: elsewhere })).toEqual({})
  expect(asked).toEqual([])
})

test("a key given as a file takes the place of the network", async () => {
  const request = await signedByCode("aws-sns")
  const { asked, fetchKey } = scriptedNetwork()
  const cwd = await folderWith({ "sns.pem": RSA_TEST_CERTIFICATE })
  const keys = await openKeyRing({ cwd, stop }, { cert: ["sns.pem"], online: true }, fetchKey)
  const material = await keys.materialFor(SNS, request)
  expect((await verify(SNS.scheme, { ...request, ...material, secrets: [] })).verified).toBe(true)
  expect(asked).toEqual([])
})

test("whk verify takes a certificate with --cert, and says where it is published without one", async () => {
  const request = await signedByCode("aws-sns")
  const cwd = await folderWith({
    "sns.pem": RSA_TEST_CERTIFICATE,
    "message.json": Buffer.from(request.body).toString(),
  })
  const args = ["verify", "--provider", "aws-sns", "--body", "@message.json"]
  const given = await runWhk([...args, "--cert", "sns.pem"], { cwd })
  expect([given.exitCode, given.stdout.split("\n")[0]]).toEqual([0, "✓ verified"])
  const missing = await runWhk(args, { cwd })
  expect(missing.exitCode).toBe(2)
  expect(missing.stderr).toMatch(
    /^error There is no secret to check \/Signature of the body with\.\n {2}→ The certificate is at https:.*\.pem: pass a copy with --cert, or fetch it with --online\.\n$/,
  )
})

test("whk verify takes a key set with --jwks", async () => {
  const { kid, jwk, request } = await plaidRequest()
  const cwd = await folderWith({
    "keys.json": JSON.stringify({ keys: [{ ...jwk, kid }] }),
    "c.json": request,
  })
  const given = await runWhk(["verify", "c.json", "--jwks", "keys.json"], { cwd })
  expect([given.exitCode, given.stdout.split("\n")[0]]).toEqual([0, "✓ verified"])
  const other = JSON.stringify({ keys: [] })
  const wrong = await runWhk(["verify", "c.json", "--jwks", "other.json"], {
    cwd: await folderWith({ "other.json": other, "c.json": request }),
  })
  expect(wrong.exitCode).toBe(1)
})

/** What `whk payload` signs with a key of its own, and that key as Plaid publishes it. */
async function plaidRequest() {
  const folder = await temporaryFolder()
  onTestFinished(() => folder[Symbol.asyncDispose]())
  const env = { WHK_HOME: folder.path }
  const { stdout: request } = await runWhk(
    ["payload", "SYNC_UPDATES_AVAILABLE", "--provider", "plaid", "--format", "capture"],
    { env },
  )
  const { stdout: secret } = await runWhk(["secret", "plaid"], { env })
  const jwk = createPublicKey(secret.trim()).export({ format: "jwk" })
  const [, token] = /"Plaid-Verification","([^"]+)"/.exec(request) ?? []
  const { kid } = JSON.parse(Buffer.from(token!.split(".")[0]!, "base64url").toString()) as { kid: string }
  return { kid, jwk, request }
}

test.each([
  ["--cert", "no.pem", 'The file "no.pem" does not exist.'],
  ["--cert", "text.txt", '"text.txt" holds no certificate.'],
  ["--cert", "key.pem", '"key.pem" holds no certificate.'],
  ["--jwks", "text.txt", '"text.txt" holds no JSON Web Key Set.'],
  ["--jwks", "key.pem", '"key.pem" holds no JSON Web Key Set.'],
])("%s %s is refused in one line", async (flag, name, message) => {
  const cwd = await folderWith({ "text.txt": "hello", "key.pem": PUBLIC_PEM, "body.json": "{}" })
  const { exitCode, stderr } = await runWhk(
    ["verify", "--provider", "aws-sns", "--body", "@body.json", flag, name],
    { cwd },
  )
  expect([exitCode, stderr.split("\n")[0]]).toEqual([2, `error ${message}`])
})
