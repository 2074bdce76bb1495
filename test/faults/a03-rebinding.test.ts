import { afterAll, beforeAll, expect, test } from "vitest"
import { startTestRelay, type TestRelay } from "../support/test-relay.ts"
import { figures } from "./support/figures.ts"
import { rawRequest, rawUpgrade } from "./support/raw-requests.ts"

let relay: TestRelay
let port: number
const PUBLIC = "https://hooks.example.com"
const ENDPOINT = JSON.stringify({ provider: "stripe", url: "http://127.0.0.1:9/", events: ["*"] })
const READS = ["/v1/endpoints", "/v1/openapi.json", "/healthz", "/readyz", "/metrics", "/inspect", "/"]

beforeAll(async () => {
  relay = await startTestRelay({ publicUrl: PUBLIC })
  port = relay.relay.port
})
afterAll(() => relay[Symbol.asyncDispose]())

const authorized = (): string => `Authorization: Bearer ${relay.key}`

/** What of the relay's could have changed. */
async function state(): Promise<readonly [endpoints: unknown, inboxes: unknown]> {
  const [endpoints, inboxes] = await Promise.all([
    relay.api("GET", "/v1/endpoints"),
    relay.api("GET", "/v1/inboxes"),
  ])
  return [endpoints.json, inboxes.json]
}

/** Everything that a browser page could try, with these headers and even with a valid key: the statuses it got. */
async function tryEverything(headers: readonly string[]): Promise<readonly number[]> {
  const answers = [
    ...(await Promise.all(
      READS.map((path) => rawRequest(port, `GET ${path} HTTP/1.1`, [...headers, authorized()])),
    )),
    await rawRequest(
      port,
      "POST /v1/endpoints HTTP/1.1",
      [...headers, authorized(), "Content-Type: application/json"],
      ENDPOINT,
    ),
    await rawUpgrade(port, [...headers, authorized()]),
  ]
  for (const { body, head } of answers) {
    expect(body).toBe("")
    expect(head.toLowerCase()).not.toContain("access-control-")
  }
  return [...new Set(answers.map(({ status }) => status))]
}

const HOSTS: readonly (readonly [
  what: string,
  headers: () => readonly string[],
  statuses: readonly number[],
])[] = [
  ["a foreign name", () => ["Host: evil.com"], [421]],
  ["a foreign name with our port", () => [`Host: evil.com:${port}`], [421]],
  ["a name that resolves to this machine", () => [`Host: 127.0.0.1.nip.io:${port}`], [421]],
  ["a name below localhost", () => [`Host: a.localhost:${port}`], [421]],
  ["localhost with a dot", () => [`Host: localhost.:${port}`], [421]],
  // Node itself answers a plain request without one, with an empty body.
  ["no Host", () => [], [400, 421]],
  ["an empty Host", () => ["Host:"], [421]],
  ["two Hosts, ours first", () => [`Host: localhost:${port}`, "Host: evil.com"], [400]],
  ["two Hosts, ours last", () => ["Host: evil.com", `Host: localhost:${port}`], [400]],
  ["the same Host twice", () => [`Host: localhost:${port}`, `Host: localhost:${port}`], [400]],
  ["no port", () => ["Host: 127.0.0.1"], [421]],
  ["another port", () => [`Host: 127.0.0.1:${port + 1}`], [421]],
  ["0.0.0.0", () => [`Host: 0.0.0.0:${port}`], [421]],
  ["an address in decimal", () => [`Host: 2130706433:${port}`], [421]],
  ["an address in hexadecimal", () => [`Host: 0x7f.1:${port}`], [421]],
  ["a short address", () => [`Host: 127.1:${port}`], [421]],
  ["another loopback address", () => [`Host: 127.0.0.2:${port}`], [421]],
  ["a mapped address", () => [`Host: [::ffff:127.0.0.1]:${port}`], [421]],
  ["a user name before ours", () => [`Host: x@localhost:${port}`], [421]],
  ["a name that begins like ours", () => ["Host: hooks.example.com.evil.com"], [421]],
  ["the public name with another port", () => ["Host: hooks.example.com:8443"], [421]],
  [
    "ours, forwarded by nobody we trust",
    () => ["Host: evil.com", `X-Forwarded-Host: localhost:${port}`],
    [421],
  ],
  ["Origin null", () => [`Host: localhost:${port}`, "Origin: null"], [403]],
  ["a foreign Origin", () => [`Host: localhost:${port}`, "Origin: http://evil.com"], [403]],
  ["an Origin of another port", () => [`Host: localhost:${port}`, "Origin: http://127.0.0.1:1"], [403]],
  [
    "an Origin of another scheme",
    () => [`Host: localhost:${port}`, `Origin: https://localhost:${port}`],
    [403],
  ],
  [
    "two Origins",
    () => [`Host: localhost:${port}`, `Origin: http://localhost:${port}`, "Origin: http://evil.com"],
    [403],
  ],
  ["an Origin below ours", () => [`Host: localhost:${port}`, "Origin: https://x.hooks.example.com"], [403]],
  ["an extension's Origin", () => [`Host: localhost:${port}`, "Origin: chrome-extension://abc"], [403]],
  ["a cross-site fetch", () => [`Host: localhost:${port}`, "Sec-Fetch-Site: cross-site"], [403]],
  ["a fetch from another port", () => [`Host: localhost:${port}`, "Sec-Fetch-Site: same-site"], [403]],
]

test.each(HOSTS)(
  "A3: with %s everything is refused, nothing told and nothing changed",
  async (_, headers, statuses) => {
    const before = await state()
    expect(await tryEverything(headers())).toEqual(statuses)
    expect(await state()).toEqual(before)
  },
)

test("A3: what the rules are for still works: our names, our Origins, a key without an Origin", async ({
  task,
}) => {
  const hosts = [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, "hooks.example.com"]
  const origins = [`http://localhost:${port}`, `http://127.0.0.1:${port}`, PUBLIC, undefined]
  const cases = hosts.flatMap((host) => origins.map((origin) => [host, origin] as const))
  const statuses = await Promise.all(
    cases.map(async ([host, origin]) => {
      const headers = [`Host: ${host}`, authorized(), ...(origin === undefined ? [] : [`Origin: ${origin}`])]
      return (await rawRequest(port, "GET /v1/endpoints HTTP/1.1", headers)).status
    }),
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
  figures(task, { "refused kinds": HOSTS.length, "requests each": READS.length + 2, accepted: cases.length })
})

test("A3: a change that a browser makes by its cookie alone needs our Origin and the header of our page", async () => {
  const post = (...headers: string[]) =>
    rawRequest(
      port,
      "POST /v1/endpoints HTTP/1.1",
      [`Host: localhost:${port}`, "Cookie: whk=1", "Content-Type: application/json", ...headers],
      ENDPOINT,
    )
  const own = `Origin: http://localhost:${port}`
  expect((await post()).status).toBe(403)
  expect((await post(own)).status).toBe(403)
  expect((await post("X-Whk-Csrf: 1")).status).toBe(403)
  // Let through to the API, which takes no cookies yet.
  expect((await post(own, "X-Whk-Csrf: 1")).status).toBe(401)
  expect((await rawUpgrade(port, [`Host: localhost:${port}`, "Cookie: whk=1"])).status).toBe(403)
})

test("A3: a delivery comes from anywhere, under any name", async () => {
  const headers = ["Host: evil.com", "Origin: http://evil.com", "Sec-Fetch-Site: cross-site"]
  const { status, body } = await rawRequest(port, "POST /in/nosuchinbox HTTP/1.1", headers, "{}")
  expect([status, body]).toEqual([404, "whk: no such inbox\n"])
})
