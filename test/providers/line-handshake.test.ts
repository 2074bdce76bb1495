import { expect, test } from "vitest"
import { judgeAnswer } from "../../src/providers/handshake-answer.ts"
import { readHandshake, writeHandshake } from "../../src/providers/handshake-request.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { sampleContext } from "../../src/providers/sample.ts"

const [verify] = findProvider("line").handshakes!
const values = { challenge: "", verifyToken: "" }
const post = (body: string) => ({ method: "POST", target: "/hooks", headers: [], body: Buffer.from(body) })

test("the check is a signed request with an empty list of events", () => {
  const { body } = writeHandshake(verify!, values, sampleContext("line", 0))
  expect(body.toString()).toMatch(/^\{"destination":"U[0-9a-f]{32}","events":\[\]\}$/)
  expect(verify!.request.signature).toBe("right")
})

test.each([
  ['{"destination":"U1","events":[]}', values],
  ['{"events":[],"destination":"U1","more":1}', values],
  ['{"destination":"U1","events":[{"type":"follow"}]}', undefined],
  ['{"destination":"U1"}', undefined],
  ['{"destination":"U1","events":{}}', undefined],
  ['{"destination":"U1","events":null}', undefined],
])("%s is read as %j", (body, read) => {
  expect(readHandshake(verify!, post(body))).toEqual(read)
})

test.each([
  [200, undefined],
  [204, undefined],
  [401, "the status is 401, not a success (2xx)"],
])("an answer of %i is judged as %j", (status, problem) => {
  const received = { status, headers: [], body: new Uint8Array(), secret: "channel secret" }
  expect(judgeAnswer(verify!, values, received)).toBe(problem)
})
