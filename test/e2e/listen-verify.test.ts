import { randomBytes } from "node:crypto"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { startRawServer } from "../support/raw-server.ts"
import { ofType } from "../support/start-whk.ts"
import { whkHome } from "../support/whk-home.ts"

const SECRET = "a-secret-of-the-test-0123456789"
const GITHUB = ["--provider", "github"]

test("--verify says of each delivery whether it is verified, and forwards it either way", async () => {
  await using home = await whkHome()
  await using app = await startRawServer()
  const listener = home.start([
    "listen",
    "--forward",
    String(app.port),
    ...GITHUB,
    "--verify",
    "--secret",
    SECRET,
  ])
  const { url } = await listener.line(ofType("ready"))
  const fire = (secret: string) =>
    home.run(["trigger", "push", ...GITHUB, "--to", String(url), "--secret", secret])
  expect((await fire(SECRET)).exitCode).toBe(0)
  expect((await fire("another-secret-of-the-test-0123")).exitCode).toBe(0)
  await fetch(String(url), { method: "POST", body: "{}" })
  await listener.count(ofType("response"), 3)
  expect(listener.lines.filter(ofType("delivery"))).toMatchObject([
    { verified: true, reason: "ok", event: "push" },
    { verified: false, reason: "no-match", event: "push" },
    { verified: false, reason: "header-missing" },
  ])
  expect(app.requests).toHaveLength(3)
  const { stdout } = await home.run(["deliveries", "--json"])
  const { items } = JSON.parse(stdout) as { items: readonly { readonly verdict: object }[] }
  expect(items.map(({ verdict }) => verdict).toReversed()).toMatchObject([
    { verified: true, reason: "ok" },
    { verified: false, reason: "no-match" },
    { verified: false, reason: "header-missing" },
  ])
})

test("--reject-unverified answers 401 and keeps forgeries from the app, small and large", async () => {
  await using home = await whkHome()
  await using app = await startRawServer()
  const flags = ["--forward", String(app.port), ...GITHUB, "--reject-unverified", "--max-body", "1mb"]
  const listener = home.start(["listen", ...flags], { env: { WHK_SECRET: SECRET } })
  const { url } = await listener.line(ofType("ready"))
  const large = join(home.path, "large.json")
  await writeFile(large, JSON.stringify({ text: randomBytes(300_000).toString("hex") }))
  const fire = async (body: string, secret: string): Promise<unknown> => {
    const args = [
      "trigger",
      "push",
      ...GITHUB,
      "--to",
      String(url),
      "--body",
      `@${large}`,
      "--secret",
      secret,
    ]
    const { stdout } = await home.run([
      ...args.filter((part) => body !== "" || !/^(--body|@)/.test(part)),
      "--json",
    ])
    return (JSON.parse(stdout.split("\n")[0]!) as { status: number }).status
  }
  expect([await fire("", SECRET), await fire("large", SECRET)]).toEqual([200, 200])
  expect([await fire("", `${SECRET}x`), await fire("large", `${SECRET}x`)]).toEqual([401, 401])
  expect((await fetch(String(url), { method: "POST", body: "{}" })).status).toBe(401)
  expect(app.requests).toHaveLength(2)
  expect(listener.lines.filter(ofType("response")).at(-1)).toMatchObject({ target: "nowhere", status: 401 })
})

test("without a secret the development secret is taken, which trigger signs with, and people read the verdict", async () => {
  await using home = await whkHome()
  const listener = home.start(["listen", ...GITHUB, "--verify", "--format", "compact"], { asText: true })
  const { text } = await listener.line(() => true)
  const url = String(text).split(" ")[1]!
  expect(listener.stderr()).toMatch(
    /^Made the development secret of github \(…\w{4}\); `whk secret github` prints it\.$/m,
  )
  await home.run(["trigger", "push", ...GITHUB, "--to", url])
  await fetch(url, { method: "POST", body: "{}" })
  await listener.count(() => true, 3)
  expect(String(listener.lines[1]!["text"])).toMatch(/ verified$/)
  expect(String(listener.lines[2]!["text"])).toMatch(/ not verified: header-missing$/)
})

test("without a provider each delivery is judged as the one whose signature it carries", async () => {
  await using home = await whkHome()
  const listener = home.start(["listen", "--verify", "--secret", SECRET])
  const { url } = await listener.line(ofType("ready"))
  await home.run(["trigger", "push", ...GITHUB, "--to", String(url), "--secret", SECRET])
  expect(await listener.line(ofType("delivery"))).toMatchObject({ verified: true, reason: "ok" })
})

test("a scheme that signs the address is judged with the inbox's public one", async () => {
  await using home = await whkHome()
  const token = "0123456789abcdef0123456789abcdef"
  const twilio = ["--provider", "twilio", "--secret", token]
  const listener = home.start(["listen", ...twilio, "--verify"])
  const { url } = await listener.line(ofType("ready"))
  const { stdout } = await home.run(["events", "--provider", "twilio", "--json"])
  const [{ type }] = JSON.parse(stdout) as [{ type: string }]
  await home.run(["trigger", type, ...twilio, "--to", `${String(url)}/sms?a=1`])
  expect(await listener.line(ofType("delivery"))).toMatchObject({ verified: true, reason: "ok" })
})

test("a provider of a file judges here what the relay does not know", async () => {
  await using home = await whkHome()
  const { stdout } = await home.run(["providers", "--template"])
  await writeFile(join(home.path, "acme.provider.yaml"), stdout)
  const acme = ["--provider", "./acme.provider.yaml", "--secret", SECRET]
  const listener = home.start(["listen", ...acme, "--reject-unverified"])
  const { url } = await listener.line(ofType("ready"))
  const fire = ["trigger", "order.created", "--provider", "./acme.provider.yaml", "--to", String(url)]
  expect((await home.run([...fire, "--secret", SECRET])).exitCode).toBe(0)
  expect((await home.run([...fire, "--secret", `${SECRET}x`])).exitCode).toBe(1)
  await listener.count(ofType("response"), 2)
  expect(listener.lines.filter(ofType("delivery"))).toMatchObject([
    { event: "order.created", verified: true },
    { event: "order.created", verified: false, reason: "no-match" },
  ])
})
