import { createHmac } from "node:crypto"
import { expect, test } from "vitest"
import { readHandshake, writeHandshake } from "../../../src/providers/handshake-request.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { sampleContext } from "../../../src/providers/sample.ts"
import { officialRequest } from "../../support/official-request.ts"

const mandrill = findProvider("mandrill")

test("the events are JSON in one field of a form, and the signature covers the URL, its name and its value", async () => {
  const { url, body, headers, secret } = await officialRequest("mandrill", "send")
  const fields = [...new URLSearchParams(body.toString())]
  const [[name, value] = ["", ""]] = fields
  expect(fields).toHaveLength(1)
  expect(JSON.parse(value)).toEqual([expect.objectContaining({ event: "send" })])
  const expected = createHmac("sha1", secret).update(`${url}${name}${value}`).digest("base64")
  expect(headers["x-mandrill-signature"]).toBe(expected)
  expect(headers["content-type"]).toBe("application/x-www-form-urlencoded")
})

test("the probe is a HEAD request without a body", () => {
  const [probe] = mandrill.handshakes!
  const values = { challenge: "", verifyToken: "" }
  const { method, body } = writeHandshake(probe!, values, sampleContext("", 0))
  expect([method, body.length]).toEqual(["HEAD", 0])
  expect(readHandshake(probe!, { method, target: "/hooks", headers: [], body })).toEqual(values)
  expect(readHandshake(probe!, { method: "POST", target: "/hooks", headers: [], body })).toBeUndefined()
})
