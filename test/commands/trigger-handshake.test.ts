import { createHmac } from "node:crypto"
import { expect, test } from "vitest"
import { verify } from "../../src/signing/verify.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { type Answer, startReceiver } from "../support/receiver.ts"
import { runWhk } from "../support/run-whk.ts"

const SECRET = "8f742231b10e8888abcd99yyyzzz85a5"

const play = (provider: string, url: string, more: readonly string[] = []) =>
  runWhk(["trigger", "--handshake", "--provider", provider, "--secret", SECRET, "--to", url, ...more])

const jsonOf = (body: Buffer): Record<string, never> => JSON.parse(body.toString()) as Record<string, never>

const slackApp: Answer = ({ body }, _, response) => {
  const { challenge } = jsonOf(body)
  response.writeHead(200, { "content-type": "text/plain" }).end(challenge)
}

test("an app that gives Slack's challenge back passes, and got a signed request", async () => {
  const receiver = await startReceiver(slackApp)
  const { exitCode, stdout } = await play("slack", receiver.url)
  expect([exitCode, stdout.split("  ")[0]]).toEqual([0, "✓ url-verification"])
  const [request] = receiver.requests
  const verdict = await verify(findProvider("slack").scheme, {
    ...request!,
    url: receiver.url,
    secrets: [SECRET],
    nowMs: Date.now(),
  })
  expect(verdict.reason).toBe("ok")
})

test.each([
  [200, "OK", /^ {2}the body is "OK", not \w{32}$/m],
  [500, "", /^ {2}the status is 500, not 200$/m],
])("an app that answers %i %s fails, and is told what was wanted", async (status, text, told) => {
  const receiver = await startReceiver((_, __, response) => void response.writeHead(status).end(text))
  const { exitCode, stdout } = await play("slack", receiver.url)
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/^✗ url-verification /)
  expect(stdout).toMatch(told)
})

test("Zoom's challenge is judged by its HMAC", async () => {
  const receiver = await startReceiver(({ body }, _, response) => {
    const { plainToken } = jsonOf(body)["payload"]!
    const encryptedToken = createHmac("sha256", SECRET).update(plainToken).digest("hex")
    response.end(JSON.stringify({ plainToken, encryptedToken }))
  })
  expect((await play("zoom", receiver.url)).exitCode).toBe(0)
  receiver.answer(({ body }, _, response) => void response.end(JSON.stringify(jsonOf(body)["payload"])))
  expect((await play("zoom", receiver.url)).exitCode).toBe(1)
})

test("an app that takes a forged handshake fails it alone", async () => {
  const receiver = await startReceiver((_, __, response) => void response.writeHead(200).end())
  const { exitCode, stdout } = await play("xero", receiver.url, ["--json"])
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as object)
  expect(exitCode).toBe(1)
  expect(lines).toMatchObject([
    { type: "handshake", handshake: "intent-to-receive", ok: true, status: 200, detail: null },
    { handshake: "intent-to-receive-forged", ok: false, detail: "the status is 200, not 401" },
  ])
})

test("Meta's verify token is the one given, and a wrong one is tried as well", async () => {
  const receiver = await startReceiver(({ target }, _, response) => {
    const query = new URL(target, "http://x").searchParams
    const isRight = query.get("hub.verify_token") === "my-token"
    response.writeHead(isRight ? 200 : 403).end(isRight ? query.get("hub.challenge") : "")
  })
  const { exitCode } = await play("meta", receiver.url, ["--verify-token", "my-token"])
  expect(exitCode).toBe(0)
  expect(receiver.requests.map(({ method }) => method)).toEqual(["GET", "GET"])
})

test.each([
  [["--provider", "slack"], "--to is missing: a handshake goes to one target."],
  [["--provider", "stripe", "--to", "3000"], "Stripe sends no handshake that is known."],
  [
    ["user.created", "--provider", "slack", "--to", "3000"],
    '"user.created" is no part of a handshake, which carries no event.',
  ],
])("trigger --handshake %j exits 2: %s", async (args, message) => {
  const { exitCode, stderr } = await runWhk(["trigger", "--handshake", ...args])
  expect([exitCode, stderr.split("\n")[0]]).toEqual([2, `error ${message}`])
})

test("a target that is not there exits 5", async () => {
  expect((await play("dropbox", "http://127.0.0.1:1/")).exitCode).toBe(5)
})
