import { get, type IncomingMessage } from "node:http"
import { expect, test } from "vitest"
import type { RelayEvent } from "../../../src/relay/edge/events.ts"
import { SUBPROTOCOL } from "../../../src/tunnel/frames.ts"
import { startTestRelay } from "../../support/test-relay.ts"

/** Asks for a tunnel and returns how it is refused. */
function askForTunnel(
  url: string,
  headers: Record<string, string>,
  path = "/v1/tunnel",
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const upgrade = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-protocol": SUBPROTOCOL }
    get(`${url}${path}`, { headers: { ...upgrade, ...headers }, agent: false })
      .once("response", (response) => resolve(response.resume()))
      .once("error", reject)
  })
}

test("a tunnel refused for its key is told of like every other refusal", async () => {
  const events: RelayEvent[] = []
  await using relay = await startTestRelay({ observe: (event) => events.push(event) })
  expect((await askForTunnel(relay.url, {})).statusCode).toBe(401)
  const refused = { type: "request", route: "tunnel", method: "GET", status: 401, refused: "key" }
  expect(events.filter(({ type }) => type === "request")).toEqual([{ ...refused, elapsedMs: 0 }])
  const metrics = await fetch(`${relay.url}/metrics`, { headers: { authorization: `Bearer ${relay.key}` } })
  expect(await metrics.text()).toContain('whk_refused_total{reason="key"} 1\n')
})

test("who tries too many keys for a tunnel hears when to come back", async () => {
  const events: RelayEvent[] = []
  await using relay = await startTestRelay({ observe: (event) => events.push(event) })
  const authorization = "Bearer whk_wrong"
  let answer = await askForTunnel(relay.url, { authorization })
  for (let guess = 1; answer.statusCode === 401 && guess < 50; guess += 1)
    answer = await askForTunnel(relay.url, { authorization })
  expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([429, expect.stringMatching(/^\d+$/)])
  expect(events.at(-1)).toMatchObject({ route: "tunnel", status: 429, refused: "too-many" })
})

test.each([
  ["where deliveries come in", "/in/abcdefghijklmnopqrst", 501],
  ["where there is none", "/v1/other", 404],
])("a WebSocket %s is refused and told of", async (_, path, status) => {
  const events: RelayEvent[] = []
  await using relay = await startTestRelay({ observe: (event) => events.push(event) })
  expect((await askForTunnel(relay.url, {}, path)).statusCode).toBe(status)
  expect(events.filter(({ type }) => type === "request")).toEqual([
    { type: "request", route: "tunnel", method: "GET", status, refused: "target", elapsedMs: 0 },
  ])
})
