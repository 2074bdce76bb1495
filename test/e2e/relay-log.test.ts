import { expect, test } from "vitest"
import { ofType, type RunningWhk } from "../support/start-whk.ts"
import { type WhkHome, whkHome } from "../support/whk-home.ts"

const CANARY = "canary-4711"

interface Logged {
  readonly level: string
  readonly time: string
  readonly msg: string
  readonly [field: string]: unknown
}

function loggedBy(relay: RunningWhk): Logged[] {
  return relay
    .stderr()
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Logged]))
}

/** One delivery with something secret wherever it can hold it, a call with a wrong key, and a foreign name. */
async function useIt(home: WhkHome, url: string): Promise<string> {
  const listener = home.start(["listen", "--relay", url, "--once"])
  const ready = await listener.line(ofType("ready"))
  const inbox = String(ready["url"])
  const sent = await fetch(`${inbox}/${CANARY}?key=${CANARY}`, {
    method: "POST",
    body: CANARY,
    headers: { "x-signature": CANARY, cookie: CANARY },
  })
  await sent.arrayBuffer()
  await listener.exited
  await fetch(`${url}/v1/endpoints/${CANARY}`, { headers: { authorization: `Bearer ${CANARY}` } })
  await fetch(`${url}/v1/endpoints`, { headers: { origin: `https://${CANARY}.example` } })
  return inbox
}

test("the log is a line of JSON for each request, attempt and session, and holds nothing that is secret", async () => {
  await using home = await whkHome()
  const relay = home.start(["relay", "--port", "0"])
  const { url } = await relay.line(ofType("ready"))
  const inbox = await useIt(home, String(url))
  await relay.said('"refused":"origin"')
  expect(await relay.kill("SIGTERM")).toBe(143)
  const token = inbox.slice(inbox.lastIndexOf("/") + 1)
  const log = loggedBy(relay)
  const delivery = log.find(({ msg }) => msg === "attempt")!["delivery"]
  expect(delivery).toMatch(/^dlv_/)
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  const elapsedMs = expect.any(Number)
  expect(log).toEqual(
    expect.arrayContaining([
      { level: "info", time, change: "opened", inbox: expect.stringMatching(/^in_/), msg: "session" },
      {
        level: "info",
        time,
        delivery,
        attempt: 1,
        outcome: "responded",
        status: 200,
        elapsedMs,
        settled: "delivered",
        msg: "attempt",
      },
      {
        level: "info",
        time,
        method: "POST",
        route: "ingest",
        inbox: `${token.slice(0, 4)}…`,
        delivery,
        status: 200,
        bytes: CANARY.length,
        elapsedMs,
        msg: "request",
      },
      { level: "info", time, method: "GET", route: "api", status: 401, elapsedMs, msg: "request" },
      {
        level: "warn",
        time,
        method: "GET",
        route: "api",
        status: 403,
        elapsedMs,
        refused: "origin",
        msg: "request",
      },
    ]),
  )
  expect(relay.stderr()).not.toContain(CANARY)
  expect(relay.stderr()).not.toContain(token)
})

test("for people every line says the same in a few words", async () => {
  await using home = await whkHome()
  const relay = home.start(["relay", "--port", "0", "--log", "pretty"])
  const { url } = await relay.line(ofType("ready"))
  const inbox = await useIt(home, String(url))
  await relay.said("refused origin")
  const token = inbox.slice(inbox.lastIndexOf("/") + 1)
  expect(relay.stderr()).toMatch(
    new RegExp(
      `^\\d\\d:\\d\\d:\\d\\d  request  POST  ingest  ${token.slice(0, 4)}…  dlv_\\w+  200  11 bytes  \\d+ ms$`,
      "m",
    ),
  )
  expect(relay.stderr()).toMatch(/^warning request {2}GET {2}api {2}refused origin {2}403 {2}\d+ ms$/m)
  expect(relay.stderr()).not.toContain(CANARY)
})

test.each([
  [["--log-level", "silent"], ""],
  [["--log-level", "warn"], '"refused":"origin"'],
])("with %j only that much is said", async (flags, said) => {
  await using home = await whkHome()
  const relay = home.start(["relay", "--port", "0", ...flags])
  const { url } = await relay.line(ofType("ready"))
  await useIt(home, String(url))
  await relay.said(said)
  await relay.kill("SIGTERM")
  expect(loggedBy(relay).map(({ level }) => level)).toEqual(said === "" ? [] : ["warn"])
})

test("a log nobody reads stops nothing", async () => {
  await using home = await whkHome()
  const relay = home.start(["relay", "--port", "0"], { closedStderr: true })
  const { url } = await relay.line(ofType("ready"))
  await useIt(home, String(url))
  expect((await fetch(`${String(url)}/readyz`)).status).toBe(200)
})
