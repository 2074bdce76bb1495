import { createHmac } from "node:crypto"
import { expect, test } from "vitest"
import { judgeAnswer, writeAnswer } from "../../src/providers/handshake-answer.ts"
import { readHandshake, writeHandshake } from "../../src/providers/handshake-request.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { sampleContext } from "../../src/providers/sample.ts"

const [crc] = findProvider("x").handshakes!
const secret = "z3ZX4v7mAAUGykl3EcmkqbartmuW8VFOOzCloLx9Q45P0hLrFu"
const values = { challenge: "9b4507b3-9040-4669-9ca3-6b94edb50553", verifyToken: "" }
const hmac = (encoding: "base64" | "hex", key = secret): string =>
  createHmac("sha256", key).update(values.challenge).digest(encoding)
const answer = (body: unknown, status = 200) => ({
  status,
  headers: [],
  body: Buffer.from(JSON.stringify(body)),
  secret,
})

test("the check is a GET with crc_token and nothing else, and is recognised as such", () => {
  const { method, query, body } = writeHandshake(crc!, values, sampleContext("x", 0))
  expect([method, query, body.length]).toEqual(["GET", `?crc_token=${values.challenge}`, 0])
  const received = { method, target: `/hooks${query}&nonce=1`, headers: [], body }
  expect(readHandshake(crc!, received)).toEqual(values)
  expect(readHandshake(crc!, { ...received, target: "/hooks?token=1" })).toBeUndefined()
})

test("it is answered with the token's HMAC under the consumer secret, in base64 behind sha256=", () => {
  const written = writeAnswer(crc!, values, secret)!
  expect(written.headers).toEqual([["Content-Type", "application/json"]])
  expect(JSON.parse(written.body.toString())).toEqual({ response_token: `sha256=${hmac("base64")}` })
  expect(judgeAnswer(crc!, values, { ...written, secret })).toBeUndefined()
})

test("without a secret there is no answer", () => {
  expect(writeAnswer(crc!, values, undefined)).toBeUndefined()
})

test.each([
  ["in hexadecimal", { response_token: `sha256=${hmac("hex")}` }],
  ["without its prefix", { response_token: hmac("base64") }],
  ["under another secret", { response_token: `sha256=${hmac("base64", "bearer token")}` }],
  ["as text", `sha256=${hmac("base64")}`],
  ["that echoes the token", { response_token: values.challenge }],
])("an answer %s is refused", (_, body) => {
  expect(judgeAnswer(crc!, values, answer(body))).toContain("not {")
})

test("a right token with a redirect is refused", () => {
  const right = { response_token: `sha256=${hmac("base64")}` }
  expect(judgeAnswer(crc!, values, answer(right, 302))).toBe("the status is 302, not a success (2xx)")
})

test.each(["1234567890", "-5", "1e5", "true", "false", "null", '{"a":1}', "[1]", '"text"', " 1"])(
  "%j is JSON and no challenge, and so no delivery gets signed for a stranger",
  (token) => {
    const target = `/hooks?crc_token=${encodeURIComponent(token)}`
    expect(readHandshake(crc!, { method: "GET", target, headers: [], body: Buffer.alloc(0) })).toBeUndefined()
  },
)

test.each([
  "1234567890a",
  "MTIzNDU2Nzg5MA==",
  "12345678-9012",
  "nullable",
  "9b4507b3-9040-4669-9ca3-6b94edb50553",
])("%j is a challenge, and no JSON", (token) => {
  const target = `/hooks?crc_token=${encodeURIComponent(token)}`
  const received = { method: "GET", target, headers: [], body: Buffer.alloc(0) }
  expect(readHandshake(crc!, received)).toMatchObject({ challenge: token })
  expect(() => JSON.parse(token) as unknown).toThrow(SyntaxError)
})

test("a delivery that carries a token is none of the checks", () => {
  const target = `/hooks?crc_token=${values.challenge}`
  expect(readHandshake(crc!, { method: "POST", target, headers: [], body: Buffer.alloc(0) })).toBeUndefined()
})
