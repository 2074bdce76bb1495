import { expect, test } from "vitest"
import { providers } from "../../src/providers/catalogue.ts"
import type { Handshake } from "../../src/providers/handshake.ts"
import { judgeAnswer, writeAnswer } from "../../src/providers/handshake-answer.ts"
import { type HandshakeValues, readHandshake, writeHandshake } from "../../src/providers/handshake-request.ts"
import { fillTextTemplate } from "../../src/providers/json-template.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { sampleContext } from "../../src/providers/sample.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { signRequest } from "../../src/sender/sign-request.ts"

const VALUES: HandshakeValues = { challenge: "chal-1", verifyToken: "token-1" }
const timeMs = Date.parse("2026-01-15T02:03:04.567Z")

const all = providers.flatMap(({ id, handshakes = [] }) =>
  handshakes.map((handshake) => [id, handshake.id, handshake] as const),
)
const secretOf = (providerId: string): string => generateSecret(findProvider(providerId), Buffer.alloc(32, 7))

function handshakeOf(providerId: string, handshakeId: string): Handshake {
  const found = all.find(([provider, id]) => provider === providerId && id === handshakeId)
  if (!found) throw new TypeError(`${providerId} has no handshake ${handshakeId}`)
  return found[2]
}

const asText = (body: Uint8Array): string => Buffer.from(body).toString()

test.each(all)("%s %s is described in one line, with its source", (providerId, id, { title, source }) => {
  expect(title).toMatch(/^[^\n]{1,90}$/)
  expect(URL.canParse(source)).toBe(true)
  expect(all.filter(([provider, other]) => provider === providerId && other === id)).toHaveLength(1)
})

test.each(all)("%s %s: the request that is written is recognised again", (_, __, handshake) => {
  const form = handshake.challenge?.template
  const challenge = form === undefined ? VALUES.challenge : fillTextTemplate(form, {}, sampleContext("2", 0))
  const values = { ...VALUES, challenge }
  const { method, query, headers, body } = writeHandshake(handshake, values, sampleContext("1", timeMs))
  const template = JSON.stringify(handshake.request)
  expect(
    readHandshake(handshake, {
      method,
      target: `/hooks${query}`,
      headers: [["Content-Type", "application/json"], ...headers],
      body,
    }),
  ).toEqual({
    challenge: template.includes("{challenge}") ? challenge : "",
    verifyToken: template.includes("{verify-token}") ? VALUES.verifyToken : "",
  })
})

// AWS SNS counts its confirmation among the types of its messages.
const apart = all.filter(([providerId]) => providerId !== "aws-sns")

test.each(apart)("%s %s: no event of the provider is taken for it", async (providerId, _, handshake) => {
  const provider = findProvider(providerId)
  const secrets = [secretOf(providerId)]
  const requests = await Promise.all(
    provider.events.map(({ type }) => {
      const { id, body } = buildPayload({ provider, type, timeMs, seed: "handshakes" })
      const url = "https://example.com/hooks"
      return signRequest({ provider, type, id, timeMs, method: "POST", url, body, secrets })
    }),
  )
  const taken = requests.filter(({ headers, body }) =>
    readHandshake(handshake, { method: "POST", target: "/hooks", headers, body }),
  )
  expect(taken).toEqual([])
})

test.each(all)("%s %s: the answer that is written is the one that is wanted", (providerId, _, handshake) => {
  const secret = secretOf(providerId)
  const answer = writeAnswer(handshake, VALUES, secret)!
  expect(judgeAnswer(handshake, VALUES, { ...answer, secret })).toBeUndefined()
})

test.each(all)("%s %s: an answer that fails is named by its status", (providerId, _, handshake) => {
  const secret = secretOf(providerId)
  const received = { ...writeAnswer(handshake, VALUES, secret)!, secret, status: 500 }
  expect(judgeAnswer(handshake, VALUES, received)).toMatch(/^the status is 500, not /)
})

// Smartsheet's header alone is enough, whatever the body.
const bodyCounts = ({ answer, alsoAnswers = [] }: Handshake): boolean =>
  [answer, ...alsoAnswers].every(({ body }) => body !== undefined)

test.each(all.filter(([, , handshake]) => bodyCounts(handshake)))(
  "%s %s: another body is named",
  (providerId, _, handshake) => {
    const secret = secretOf(providerId)
    const received = { ...writeAnswer(handshake, VALUES, secret)!, secret, body: Buffer.from("OK") }
    expect(judgeAnswer(handshake, VALUES, received)).toMatch(/^the body is "OK", not /)
  },
)

test.each([
  ["discord", "events-ping", 204, ""],
  ["discord", "events-ping-forged", 401, ""],
  ["discord", "ping", 200, '{"type":1}'],
  ["discord", "ping-forged", 401, ""],
  ["slack", "url-verification", 200, "chal-1"],
])("%s %s is answered %i with %j", (providerId, id, status, body) => {
  const answer = writeAnswer(handshakeOf(providerId, id), VALUES, secretOf(providerId))!
  expect([answer.status, asText(answer.body)]).toEqual([status, body])
})

test.each([
  ["slack", "url-verification", '{ "challenge": "chal-1" }'],
  ["slack", "url-verification", "challenge=chal-1"],
  ["discord", "ping", '{ "type": 1 }\n'],
])("%s %s may also be answered with %s", (providerId, id, body) => {
  const received = { status: 200, headers: [], body: Buffer.from(body), secret: "unused" }
  expect(judgeAnswer(handshakeOf(providerId, id), VALUES, received)).toBeUndefined()
})

test.each([
  ["discord", "events-ping", 200, "", "the status is 200, not 204"],
  ["discord", "events-ping", 204, '{"type":1}', 'the body is "{"type":1}", not empty'],
  ["discord", "ping", 200, "", 'the body is empty, not {"type":1}'],
  ["discord", "ping", 200, '{"type":"1"}', 'the body is "{"type":"1"}", not {"type":1}'],
  ["discord", "ping-forged", 200, '{"type":1}', "the status is 200, not 401"],
  ["slack", "url-verification", 200, '{"ok":true}', 'the body is "{"ok":true}", not chal-1'],
  ["slack", "url-verification", 302, "chal-1", "the status is 302, not 200"],
])("%s %s answered %i with %j is wrong: %s", (providerId, id, status, body, problem) => {
  const received = { status, headers: [], body: Buffer.from(body), secret: "unused" }
  expect(judgeAnswer(handshakeOf(providerId, id), VALUES, received)).toBe(problem)
})

test("Discord's two pings are not taken for one another", () => {
  const request = (id: string) => {
    const message = writeHandshake(handshakeOf("discord", id), VALUES, sampleContext("1", timeMs))
    return { ...message, target: "/hooks" }
  }
  expect(readHandshake(handshakeOf("discord", "ping"), request("events-ping"))).toBeUndefined()
  expect(readHandshake(handshakeOf("discord", "events-ping"), request("ping"))).toBeUndefined()
})

test.each([
  ["x", "crc", '{"tweet_create_events":[]}'],
  ["braintree", "bt-challenge", "PG5vdGlmaWNhdGlvbj48"],
])(
  "%s's %s over %j, which would be a signature for a stranger, is not taken for one",
  (providerId, id, text) => {
    const handshake = handshakeOf(providerId, id)
    const { query, method, headers, body } = writeHandshake(
      handshake,
      { challenge: text, verifyToken: "" },
      sampleContext("1", timeMs),
    )
    expect(readHandshake(handshake, { method, target: `/hooks${query}`, headers, body })).toBeUndefined()
  },
)
