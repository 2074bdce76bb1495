import fc from "fast-check"
import { expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import { judgeAnswer, writeAnswer } from "../../src/providers/handshake-answer.ts"
import { readHandshake, writeHandshake } from "../../src/providers/handshake-request.ts"
import { providers } from "../../src/providers/catalogue.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { sampleContext } from "../../src/providers/sample.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { signRequest } from "../../src/sender/sign-request.ts"
import { verify } from "../../src/signing/verify.ts"

const TIME_MS = Date.parse("2026-01-15T02:03:04.567Z")
// What an encoding that was forgotten, or done twice, would change.
const CHALLENGE = "Zr4v/Kq+9 a&b=c%2Fé"
const VERIFY_TOKEN = "STRAVA"
const SECRET = "0123456789abcdef0123456789abcdef"

/** Each handshake, the challenge and the verify token that are read out of its request. */
const HANDSHAKES = [
  ["asana", "hook-secret", CHALLENGE, ""],
  ["azure-event-grid", "subscription-validation", CHALLENGE, ""],
  ["cloudevents", "request-origin", CHALLENGE, ""],
  ["dropbox", "challenge", CHALLENGE, ""],
  ["mailchimp", "get", "", ""],
  ["microsoft-graph", "validation-token", CHALLENGE, ""],
  ["notion", "verification-token", CHALLENGE, ""],
  ["okta", "verification-challenge", CHALLENGE, ""],
  ["smartsheet", "hook-challenge", CHALLENGE, ""],
  ["strava", "subscribe", CHALLENGE, VERIFY_TOKEN],
  ["trello", "head", "", ""],
  ["twitch", "webhook_callback_verification", CHALLENGE, ""],
  ["websub", "subscribe", CHALLENGE, ""],
  ["websub", "unsubscribe", CHALLENGE, ""],
  ["xero", "intent-to-receive", "", ""],
  ["xero", "intent-to-receive-forged", "", ""],
] as const

function handshakeOf(providerId: string, id: string) {
  const found = findProvider(providerId).handshakes?.find((handshake) => handshake.id === id)
  if (!found) throw new TypeError(`${providerId} has no handshake ${id}`)
  return found
}

const values = { challenge: CHALLENGE, verifyToken: VERIFY_TOKEN }

function written(providerId: string, id: string) {
  const context = sampleContext("handshake", TIME_MS)
  const { method, query, headers, body } = writeHandshake(handshakeOf(providerId, id), values, context)
  return { method, target: `/hooks${query}`, headers, body }
}

const received = ({ status = 200, headers = [] as readonly Header[], body = "" }) => ({
  status,
  headers,
  body: Buffer.from(body),
  secret: SECRET,
})

test.each(HANDSHAKES)(
  "%s %s: the written request is read again",
  (providerId, id, challenge, verifyToken) => {
    const read = readHandshake(handshakeOf(providerId, id), written(providerId, id))
    expect(read).toEqual({ challenge, verifyToken })
  },
)

test.each(HANDSHAKES)("%s %s: nothing is left unfilled in the request", (providerId, id) => {
  const { target, headers, body } = written(providerId, id)
  expect(`${decodeURIComponent(target)} ${headers.flat().join(" ")} ${body.toString()}`).not.toMatch(
    /\{[a-z]/,
  )
})

test.each(HANDSHAKES)("%s %s: the answer that is wanted is taken", (providerId, id) => {
  const handshake = handshakeOf(providerId, id)
  const answer = writeAnswer(handshake, values, SECRET)!
  expect(judgeAnswer(handshake, values, { ...answer, secret: SECRET })).toBeUndefined()
})

test.each(HANDSHAKES)("%s %s: an answer with another status is refused", (providerId, id) => {
  const handshake = handshakeOf(providerId, id)
  const answer = writeAnswer(handshake, values, SECRET)!
  const problem = judgeAnswer(handshake, values, { ...answer, status: 500, secret: SECRET })
  expect(problem).toMatch(/^the status is 500, not /)
})

const TEXT: Header = ["Content-Type", "text/plain"]
const JSON_TYPE: Header = ["Content-Type", "application/json"]

test.each([
  ["asana", "hook-secret", {}, "the header X-Hook-Secret is missing"],
  [
    "asana",
    "hook-secret",
    { headers: [["X-Hook-Secret", "other"]] },
    `the header X-Hook-Secret is "other", not "${CHALLENGE}"`,
  ],
  [
    "azure-event-grid",
    "subscription-validation",
    { body: '{"validationResponse":"other"}' },
    `the body is "{"validationResponse":"other"}", not {"validationResponse":"${CHALLENGE}"}`,
  ],
  ["azure-event-grid", "subscription-validation", { status: 202 }, "the status is 202, not 200"],
  ["cloudevents", "request-origin", {}, "the header WebHook-Allowed-Origin is missing"],
  [
    "cloudevents",
    "request-origin",
    { headers: [["WebHook-Allowed-Origin", "other.example.com"]] },
    `the header WebHook-Allowed-Origin is "other.example.com", not "${CHALLENGE}"`,
  ],
  ["dropbox", "challenge", { body: CHALLENGE }, "the header Content-Type is missing"],
  [
    "dropbox",
    "challenge",
    { headers: [TEXT], body: CHALLENGE },
    "the header X-Content-Type-Options is missing",
  ],
  [
    "dropbox",
    "challenge",
    { headers: [["Content-Type", "text/html"]], body: CHALLENGE },
    'the header Content-Type is "text/html", not "text/plain"',
  ],
  [
    "microsoft-graph",
    "validation-token",
    { headers: [TEXT], body: encodeURIComponent(CHALLENGE) },
    `the body is "${encodeURIComponent(CHALLENGE)}", not ${CHALLENGE}`,
  ],
  [
    "microsoft-graph",
    "validation-token",
    { headers: [JSON_TYPE], body: JSON.stringify(CHALLENGE) },
    'the header Content-Type is "application/json", not "text/plain"',
  ],
  [
    "okta",
    "verification-challenge",
    { headers: [TEXT], body: CHALLENGE },
    `the body is "${CHALLENGE}", not {"verification":"${CHALLENGE}"}`,
  ],
  ["okta", "verification-challenge", {}, `the body is empty, not {"verification":"${CHALLENGE}"}`],
  ["smartsheet", "hook-challenge", { body: "ok" }, "the header Smartsheet-Hook-Response is missing"],
  [
    "strava",
    "subscribe",
    { headers: [JSON_TYPE], body: '{"hub.challenge":1}' },
    `the body is "{"hub.challenge":1}", not {"hub.challenge":"${CHALLENGE}"}`,
  ],
  ["twitch", "webhook_callback_verification", { headers: [TEXT] }, `the body is empty, not ${CHALLENGE}`],
  ["websub", "subscribe", { status: 204 }, `the body is empty, not ${CHALLENGE}`],
  ["websub", "subscribe", { status: 404 }, "the status is 404, not a success (2xx)"],
  ["xero", "intent-to-receive", { body: "ok" }, 'the body is "ok", not empty'],
  ["xero", "intent-to-receive", { status: 401 }, "the status is 401, not 200"],
  ["xero", "intent-to-receive-forged", { status: 200 }, "the status is 200, not 401"],
] as const)("%s %s: the answer %j is refused: %s", (providerId, id, answer, problem) => {
  expect(judgeAnswer(handshakeOf(providerId, id), values, received(answer))).toBe(problem)
})

test.each([
  ["asana", "hook-secret", { status: 204, headers: [["x-hook-secret", CHALLENGE]] }],
  ["cloudevents", "request-origin", { status: 204, headers: [["WebHook-Allowed-Origin", "*"]] }],
  ["cloudevents", "request-origin", { headers: [["WebHook-Allowed-Origin", CHALLENGE]] }],
  [
    "microsoft-graph",
    "validation-token",
    { headers: [["Content-Type", "text/plain; charset=utf-8"]], body: CHALLENGE },
  ],
  ["smartsheet", "hook-challenge", { headers: [["Smartsheet-Hook-Response", CHALLENGE]], body: "ok" }],
  ["smartsheet", "hook-challenge", { body: JSON.stringify({ smartsheetHookResponse: CHALLENGE }) }],
  ["strava", "subscribe", { headers: [JSON_TYPE], body: `{ "hub.challenge": "${CHALLENGE}" }\n` }],
  ["twitch", "webhook_callback_verification", { status: 202, headers: [TEXT], body: CHALLENGE }],
] as const)("%s %s: the answer %j is taken as well", (providerId, id, answer) => {
  expect(judgeAnswer(handshakeOf(providerId, id), values, received(answer))).toBeUndefined()
})

async function delivery(providerId: string) {
  const provider = findProvider(providerId)
  const { type } = provider.events[0]!
  const { id, body } = buildPayload({ provider, type, timeMs: TIME_MS, seed: "delivery" })
  const secrets = [generateSecret(provider, Buffer.alloc(32, 7))]
  const url = "https://example.com/hooks"
  const request = { provider, type, id, timeMs: TIME_MS, method: "POST", url, body, secrets }
  return { method: "POST", target: "/hooks", ...(await signRequest(request)) }
}

test.each(HANDSHAKES)("%s %s: a delivery is not taken for it", async (providerId, id) => {
  expect(readHandshake(handshakeOf(providerId, id), await delivery(providerId))).toBeUndefined()
})

test.each([
  ["dropbox", "challenge", { target: "/hooks" }],
  ["dropbox", "challenge", { target: "/hooks?challenge=" }],
  ["dropbox", "challenge", { method: "POST" }],
  ["microsoft-graph", "validation-token", { method: "GET" }],
  ["strava", "subscribe", { target: "/hooks?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=2" }],
  ["strava", "subscribe", { target: "/hooks?hub.mode=subscribe&hub.challenge=1" }],
  ["notion", "verification-token", { body: Buffer.from('{"verification_token":null}') }],
  ["notion", "verification-token", { body: Buffer.from('[{"verification_token":"x"}]') }],
  ["twitch", "webhook_callback_verification", { headers: [["Twitch-Eventsub-Message-Type", "revocation"]] }],
  ["azure-event-grid", "subscription-validation", { body: Buffer.from("[]") }],
  ["okta", "verification-challenge", { headers: [] }],
  ["trello", "head", { method: "GET" }],
  ["xero", "intent-to-receive", { body: Buffer.from('{"entropy":"x"}') }],
  ["xero", "intent-to-receive", { body: Buffer.from('{"events":[{}],"entropy":"x"}') }],
] as const)("%s %s: a request with %j is not taken for it", (providerId, id, change) => {
  const request = { ...written(providerId, id), ...change }
  expect(readHandshake(handshakeOf(providerId, id), request)).toBeUndefined()
})

test("a challenge that stands twice has to be the same twice", () => {
  const request = written("smartsheet", "hook-challenge")
  const body = Buffer.from('{"challenge":"other\\r\\nSet-Cookie: a=b","webhookId":1}')
  expect(readHandshake(handshakeOf("smartsheet", "hook-challenge"), { ...request, body })).toBeUndefined()
})

test("a challenge that fits into no header gets no answer", () => {
  const split = { challenge: "x\r\nSet-Cookie: a=b", verifyToken: "" }
  expect(writeAnswer(handshakeOf("asana", "hook-secret"), split, SECRET)).toBeUndefined()
})

test.each([
  ["asana", "hook-secret"],
  ["notion", "verification-token"],
])("%s: what the first request carries is the secret of all later ones", async (providerId, id) => {
  const { becomesSecret } = handshakeOf(providerId, id)
  const { challenge } = readHandshake(handshakeOf(providerId, id), written(providerId, id))!
  const provider = findProvider(providerId)
  const body = Buffer.from("{}")
  const url = "https://example.com/hooks"
  const request = { provider, type: "", id: "1", timeMs: TIME_MS, method: "POST", url, body }
  const { headers } = await signRequest({ ...request, secrets: [challenge] })
  const verdict = await verify(provider.scheme, { ...request, headers, secrets: [CHALLENGE], nowMs: TIME_MS })
  expect([becomesSecret, verdict.reason]).toEqual([true, "ok"])
})

const every = providers.flatMap(({ handshakes = [] }) => handshakes)
const names = every.flatMap(({ request, answer }) =>
  [...(request.headers ?? []), ...(answer.headers ?? [])].map(([name]) => name),
)
const anyHeaders = fc.array(fc.tuple(fc.constantFrom(...names, "content-type"), fc.string()))
const anyBody = fc.oneof(
  fc.uint8Array(),
  fc.json().map((json) => Buffer.from(json)),
)

test("no request makes reading a handshake throw, and what is read can be answered or not", () => {
  const request = fc.record({
    method: fc.constantFrom("GET", "HEAD", "POST", "OPTIONS", "get", ""),
    target: fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })),
    headers: anyHeaders,
    body: anyBody,
  })
  fc.assert(
    fc.property(fc.constantFrom(...every), request, (handshake, incoming) => {
      const read = readHandshake(handshake, incoming)
      if (read) writeAnswer(handshake, read, SECRET)
    }),
  )
})

test("no answer makes judging it throw", () => {
  // Braintree's two keys in one secret; every other provider takes any text.
  const secret = "public:private"
  const answer = fc.record({ status: fc.integer(), headers: anyHeaders, body: anyBody })
  fc.assert(
    fc.property(fc.constantFrom(...every), fc.string(), answer, (handshake, challenge, given) => {
      const told = judgeAnswer(handshake, { challenge, verifyToken: "" }, { ...given, secret })
      expect(told === undefined || told.startsWith("the ")).toBe(true)
    }),
  )
})
