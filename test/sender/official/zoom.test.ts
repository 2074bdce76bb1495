import { AwsLambdaReceiver } from "@zoom/rivet/meetings"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { judgeAnswer, writeAnswer } from "../../../src/providers/handshake-answer.ts"
import { readHandshake, writeHandshake } from "../../../src/providers/handshake-request.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { sampleContext } from "../../../src/providers/sample.ts"
import { signRequest } from "../../../src/sender/sign-request.ts"
import { eventTypes, officialRequest } from "../../support/official-request.ts"

const SECRET = "0b1vVdHQpGxYzKdUwZ2aAx"

// The package tells everything it receives.
beforeEach(() => vi.spyOn(console, "debug").mockReturnValue(undefined))
afterEach(() => vi.restoreAllMocks())

interface Request {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What an app built on @zoom/rivet answers. */
async function answerOf({ headers, body }: Request, webhooksSecretToken: string): Promise<Answer> {
  const handle: (event: object, context: object) => Promise<Answer> = new AwsLambdaReceiver({
    webhooksSecretToken,
  }).start()
  return handle({ headers, body: Buffer.from(body).toString(), isBase64Encoded: false }, {})
}

// It hashes the parsed body printed again, so a space more is no tampering to it.
const changed = (body: Buffer): Buffer => Buffer.from(body.toString().replace('"payload"', '"pay1oad"'))

test.each(eventTypes("zoom"))("@zoom/rivet accepts %s and refuses it tampered", async (type) => {
  const request = await officialRequest("zoom", type)
  expect(await answerOf(request, request.secret)).toMatchObject({ statusCode: 200 })
  expect(await answerOf({ ...request, body: changed(request.body) }, request.secret)).toMatchObject({
    statusCode: 400,
  })
  expect(await answerOf(request, "another")).toMatchObject({ statusCode: 400 })
})

const zoom = findProvider("zoom")
const [validation] = zoom.handshakes!
const values = { challenge: "qgg8vlvZRS6UYooatFL8Aw", verifyToken: "" }

async function validationRequest(): Promise<Request> {
  const timeMs = Date.now()
  const { method, body } = writeHandshake(validation!, values, sampleContext("validation", timeMs))
  const url = "https://example.com/hooks"
  const { headers } = await signRequest({
    provider: zoom,
    type: "endpoint.url_validation",
    id: "",
    timeMs,
    method,
    url,
    body,
    secrets: [SECRET],
  })
  return { headers: Object.fromEntries(headers), body }
}

test("@zoom/rivet passes the URL validation, and only with the right secret token", async () => {
  const request = await validationRequest()
  const { statusCode: status, headers, body } = await answerOf(request, SECRET)
  const received = { status, headers: Object.entries(headers), body: Buffer.from(body) }
  expect(judgeAnswer(validation!, values, { ...received, secret: SECRET })).toBeUndefined()
  expect(judgeAnswer(validation!, values, { ...received, secret: "another" })).toMatch(/^the body is/)
})

test("the URL validation is recognised and answered as @zoom/rivet answers it", async () => {
  const request = await validationRequest()
  const found = readHandshake(validation!, {
    method: "POST",
    target: "/hooks",
    headers: Object.entries(request.headers),
    body: request.body,
  })
  const official = await answerOf(request, SECRET)
  expect(found).toEqual(values)
  const answer = writeAnswer(validation!, values, SECRET)!
  expect(answer.status).toBe(official.statusCode)
  expect(JSON.parse(answer.body.toString())).toEqual(JSON.parse(official.body))
  expect(writeAnswer(validation!, values, undefined)).toBeUndefined()
})

test("a meeting that starts is no URL validation", async () => {
  const { headers, body } = await officialRequest("zoom", "meeting.started")
  const incoming = { method: "POST", target: "/", headers: Object.entries(headers), body }
  expect(readHandshake(validation!, incoming)).toBeUndefined()
})
