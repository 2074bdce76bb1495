import { expect, test } from "vitest"
import { judgeAnswer, writeAnswer } from "../../src/providers/handshake-answer.ts"
import { readHandshake, writeHandshake } from "../../src/providers/handshake-request.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { sampleContext } from "../../src/providers/sample.ts"

const [verify, wrongToken] = findProvider("meta").handshakes!
const values = { challenge: "1158201444", verifyToken: "meatyhamhock" }
const get = (target: string) => ({ method: "GET", target, headers: [], body: new Uint8Array() })
const answer = (status: number, body: string) => ({
  status,
  headers: [],
  body: Buffer.from(body),
  secret: "app secret",
})

test("the verification is the GET that Meta's page shows", () => {
  expect(writeHandshake(verify!, values, sampleContext("meta", 0))).toEqual({
    method: "GET",
    query: "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=meatyhamhock",
    headers: [],
    body: Buffer.alloc(0),
  })
})

test("the challenge and the token are read out of it, whatever else the URL has", () => {
  const target = "/hooks?a=1&hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=meaty%20hamhock"
  expect(readHandshake(verify!, get(target))).toEqual({
    challenge: "1158201444",
    verifyToken: "meaty hamhock",
  })
})

test.each([
  "/hooks?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=t",
  "/hooks?hub.mode=subscribe&hub.challenge=&hub.verify_token=t",
  "/hooks?hub.mode=subscribe&hub.challenge=1",
  "/hooks",
])("%s is no verification", (target) => {
  expect(readHandshake(verify!, get(target))).toBeUndefined()
})

test("a POST is no verification", () => {
  const target = "/?hub.mode=subscribe&hub.challenge=1&hub.verify_token=t"
  expect(readHandshake(verify!, { ...get(target), method: "POST" })).toBeUndefined()
})

test("the right token is answered with the challenge as text", () => {
  const written = writeAnswer(verify!, values, undefined)
  expect(written).toEqual({
    status: 200,
    headers: [["Content-Type", "text/plain"]],
    body: Buffer.from("1158201444"),
  })
  expect(judgeAnswer(verify!, values, answer(200, "1158201444\n"))).toBeUndefined()
})

test.each([
  [403, "1158201444", "the status is 403, not 200"],
  [200, "", "the body is empty, not 1158201444"],
  [200, '{"hub.challenge":"1158201444"}', expect.stringContaining("not 1158201444")],
  [200, "meatyhamhock", expect.stringContaining("not 1158201444")],
])("an answer of %i and %j to the right token is refused", (status, body, problem) => {
  expect(judgeAnswer(verify!, values, answer(status, body))).toEqual(problem)
})

test("a wrong token is the same request, and has to be refused", () => {
  const context = () => sampleContext("meta", 0)
  expect(writeHandshake(wrongToken!, values, context())).toEqual(writeHandshake(verify!, values, context()))
  expect(wrongToken!.request.signature).toBe("wrong")
  expect(judgeAnswer(wrongToken!, values, answer(403, "no"))).toBeUndefined()
  expect(judgeAnswer(wrongToken!, values, answer(200, "1158201444"))).toBe(
    "the status is 200, not a refusal (4xx)",
  )
})
