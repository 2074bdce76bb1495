import { readdir } from "node:fs/promises"
import { execa } from "execa"
import { expect, test } from "vitest"
import { buildPayload, diagnose, sign, verify, type HeadersInput } from "../src/index.ts"
import { RSA_TEST_CERTIFICATE, RSA_TEST_KEY } from "./support/rsa-test-key.ts"
import { temporaryFolder } from "./support/run-whk.ts"

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
const BODY = Buffer.from('{"amount":12450.00}')
const AT = new Date("2026-01-15T02:03:04Z")

const SVIX = {
  "svix-id": "msg_1",
  "svix-timestamp": "1768442584",
  "svix-signature": `v1,${Buffer.alloc(32).toString("base64")}`,
}

const signed = () => sign({ provider: "stripe", secret: SECRET, body: BODY, timestamp: AT })

/** Runs a script against the built package in an empty folder, and what it printed. */
async function inChild(
  script: string,
): Promise<{ readonly printed: string; readonly files: readonly string[] }> {
  await using folder = await temporaryFolder()
  const entry = new URL("../dist/index.js", import.meta.url).href
  const { stdout } = await execa(
    process.execPath,
    ["--input-type=module", "-e", script.replace("whk", entry)],
    {
      cwd: folder.path,
      env: { WHK_HOME: `${folder.path}/home` },
    },
  )
  return { printed: stdout, files: await readdir(folder.path) }
}

test("the package offers these names", async () => {
  const { printed } = await inChild('console.log(Object.keys(await import("whk")).sort().join())')
  expect(printed).toBe("WhkError,buildPayload,diagnose,loadProvider,sign,verify")
})

test("a provider of a file is taken by every function", async () => {
  const { printed } = await inChild(`import { writeFileSync } from "node:fs"
    import { loadProvider, sign, verify } from "whk"
    writeFileSync("acme.yaml", 'id: acme\\nname: Acme\\nscheme: { algorithm: hmac-sha256, headers: { X-Acme: "{signature}" } }')
    const provider = await loadProvider("acme.yaml")
    const { headers, body } = await sign({ provider, secret: "s", body: "{}" })
    const { verified } = await verify({ provider, secret: "s", headers, body })
    console.log(headers.map(([name]) => name).join(), verified)`)
  expect(printed).toBe("Content-Type,X-Acme true")
})

test("importing it prints nothing, writes nothing, keeps nothing running and loads no server", async () => {
  // A server, a timer or a socket would keep the child from ending by itself.
  const modules = "http|https|net|tls|child_process|worker_threads|sqlite"
  const script = `import "whk"
    console.log(process.moduleLoadList.filter((name) => /NativeModule (?:${modules})$/.test(name)).join())`
  expect(await inChild(script)).toEqual({ printed: "", files: [] })
})

test("what sign makes, verify accepts, and not with a byte changed", async () => {
  const { headers, body } = await signed()
  const judge = (changed: Uint8Array) =>
    verify({ provider: "stripe", secret: SECRET, headers, body: changed, at: AT })
  expect(await judge(body)).toMatchObject({ verified: true, reason: "ok" })
  expect(await judge(Buffer.from('{"amount":12450.01}'))).toMatchObject({
    verified: false,
    reason: "no-match",
  })
})

test.each<[string, (value: string) => HeadersInput]>([
  ["pairs", (value) => [["Stripe-Signature", value]]],
  [
    "Node's object",
    (value) => ({ host: "x", "stripe-signature": value, "set-cookie": ["a", "b"], gone: undefined }),
  ],
  ["fetch's Headers", (value) => new Headers({ "stripe-signature": value })],
  ["a Map", (value) => new Map([["stripe-signature", value]])],
])("headers may be %s", async (_, make) => {
  const { signature } = await signed()
  const headers = make(signature.value)
  expect((await verify({ provider: "stripe", secret: SECRET, headers, body: BODY, at: AT })).verified).toBe(
    true,
  )
})

test("auto finds the provider whose signature is right", async () => {
  const { headers } = await signed()
  const verdict = await verify({ provider: "auto", secret: ["other", SECRET], headers, body: BODY, at: AT })
  expect(verdict).toMatchObject({ verified: true, scheme: "stripe", match: { secretIndex: 1 } })
  expect(await verify({ provider: "auto", secret: SECRET, headers: {}, body: BODY })).toMatchObject({
    verified: false,
    reason: "header-missing",
  })
})

test("auto does not reject for a header that a stranger put there, and says what it found instead", async () => {
  const foreign: HeadersInput = [
    ["X-Signature-Ed25519", "00".repeat(64)],
    ["X-Signature-Timestamp", "1768442584"],
  ]
  const request = { provider: "auto", secret: "a text that is no key", body: BODY, at: AT }
  expect(await verify({ ...request, headers: foreign })).toMatchObject({
    verified: false,
    reason: "no-match",
  })
  const both = [...foreign, ...(await signed()).headers]
  expect(await verify({ ...request, secret: SECRET, headers: both })).toMatchObject({
    verified: true,
    scheme: "stripe",
  })
})

test("auto explains nothing of a request that carries no known signature", async () => {
  const request = { provider: "auto", secret: SECRET, headers: {}, body: BODY }
  expect(await diagnose(request)).toMatchObject({ causes: [], excluded: { hypotheses: 0 } })
})

test("a right signature that is refused for something else than its age is not blamed on the clock", async () => {
  const at = new Date("2200-01-01T00:00:00Z")
  const { body } = buildPayload({ provider: "aws-sns", event: "Notification", timestamp: at })
  const sent = await sign({ provider: "aws-sns", secret: RSA_TEST_KEY, body, timestamp: at })
  const request = {
    provider: "aws-sns",
    secret: [],
    certificates: [RSA_TEST_CERTIFICATE],
    headers: sent.headers,
    body: sent.body,
    at,
  }
  expect(await verify(request)).toMatchObject({ reason: "stale", timestamp: { ageSeconds: 0 } })
  expect((await diagnose(request)).causes).toEqual([])
})

test("diagnose names what happened to the body", async () => {
  const { headers } = await signed()
  const { causes } = await diagnose({
    provider: "stripe",
    secret: SECRET,
    headers,
    body: Buffer.concat([BODY, Buffer.from("\n")]),
    at: AT,
  })
  expect(causes.map(({ id }) => id)).toEqual(["body-newline-removed"])
})

test("diagnose explains a digest of one's own code, and names another secret without showing it", async () => {
  const { headers } = await sign({
    provider: "stripe",
    secret: "live-secret-value",
    body: BODY,
    timestamp: AT,
  })
  const request = { provider: "stripe", secret: SECRET, headers, body: BODY, at: AT }
  const diagnosis = await diagnose({ ...request, otherSecrets: { LIVE: "live-secret-value" } })
  expect(diagnosis.causes[0]).toMatchObject({ id: "secret-other", title: expect.stringContaining("LIVE") })
  expect(JSON.stringify(diagnosis)).not.toContain("live-secret-value")
  const { signature } = await signed()
  const got = await diagnose({ ...request, got: signature.value })
  expect(got.causes[0]!.id).toBe("got-right")
})

test("a payload is the provider's, with the values set", () => {
  const payload = buildPayload({
    provider: "stripe",
    event: "invoice.paid",
    set: { "data.object.amount_paid": 99 },
    timestamp: AT,
    seed: "7",
  })
  expect(JSON.parse(payload.body.toString())).toMatchObject({
    type: "invoice.paid",
    data: { object: { amount_paid: 99 } },
  })
  const again = buildPayload({ provider: "stripe", event: "invoice.paid", timestamp: AT, seed: "7" })
  expect(again.id).toBe(payload.id)
})

test.each([
  [() => sign({ provider: "strip", secret: "x", body: "" }), "PROVIDER_UNKNOWN"],
  [() => sign({ provider: "stripe", secret: [], body: "" }), "SECRET_MISSING"],
  [
    () => verify({ provider: "svix", secret: "not base64!", headers: { ...SVIX }, body: "" }),
    "SECRET_INVALID",
  ],
  [async () => buildPayload({ provider: "stripe", event: "invoice.payed" }), "EVENT_UNKNOWN"],
])("%s rejects with a coded error", async (call, code) => {
  await expect(call()).rejects.toMatchObject({ name: "WhkError", code, hint: expect.any(String) })
})
