import fc from "fast-check"
import { expect, test } from "vitest"
import { z } from "zod"
import { parseInput } from "../../../src/relay/api/parse-input.ts"
import { RequestError } from "../../../src/relay/api/problem.ts"

const SCHEMA = z.strictObject({
  url: z.string().max(10),
  events: z.array(z.string().min(1)).min(1).max(2).exactOptional(),
  secret: z.string().max(5).exactOptional(),
  size: z.int().min(1).max(9).exactOptional(),
  mode: z.enum(["queue", "reject"]).exactOptional(),
  active: z.boolean().exactOptional(),
  name: z.string().nullable().exactOptional(),
  at: z.iso.datetime({ error: "an ISO 8601 time" }).exactOptional(),
  inner: z.strictObject({ list: z.array(z.strictObject({ id: z.string() })) }).exactOptional(),
})

function refusal(input: unknown): RequestError {
  try {
    parseInput(SCHEMA, input, "body")
  } catch (error) {
    if (error instanceof RequestError) return error
    throw error
  }
  throw new Error("was taken")
}

test("what fits is returned as it is", () => {
  const input = { url: "x", events: ["a"], active: false, name: null }
  expect(parseInput(SCHEMA, input, "body")).toEqual(input)
})

test.each([
  [{}, "url is missing."],
  [{ url: 3 }, "url is 3, which is not a string."],
  [{ url: null }, "url is null, which is not a string."],
  [{ url: ["x"] }, "url is a list, which is not a string."],
  [{ url: { secret: "x" } }, "url is an object, which is not a string."],
  [{ url: "x".repeat(11) }, 'url is "xxxxxxxxxxx", which is longer than 10 characters.'],
  [{ url: "x", events: "a" }, 'events is "a", which is not a list.'],
  [{ url: "x", events: [] }, "events is [], which is empty."],
  [{ url: "x", events: ["a", "b", "c"] }, "events is a list, which is longer than 2 items."],
  [{ url: "x", events: ["a", 7] }, "events[1] is 7, which is not a string."],
  [{ url: "x", events: [""] }, 'events[0] is "", which is empty.'],
  [{ url: "x", size: 0 }, "size is 0, which is below 1."],
  [{ url: "x", size: 10 }, "size is 10, which is above 9."],
  [{ url: "x", size: 1.5 }, "size is 1.5, which is not a whole number."],
  [{ url: "x", mode: "drop" }, 'mode is "drop", which is not "queue" or "reject".'],
  [{ url: "x", active: "yes" }, 'active is "yes", which is not true or false.'],
  [{ url: "x", name: 1 }, "name is 1, which is not a string."],
  [{ url: "x", at: "noon" }, 'at is "noon", which is not an ISO 8601 time.'],
  [{ url: "x", inner: { list: [{ id: 1 }] } }, "inner.list[0].id is 1, which is not a string."],
  [{ url: "x", evnts: [] }, "evnts is not a field of this request."],
  [[], "The body is [], which is not an object."],
  ["text", 'The body is "text", which is not an object.'],
])("%j is refused by name", (input, message) => {
  expect(refusal(input)).toMatchObject({ status: 422, message })
})

test("a missing field and a wrong one have codes of their own", () => {
  expect(refusal({}).code).toBe("VALUE_MISSING")
  expect(refusal({ url: 3 }).code).toBe("USAGE")
})

test("a field that is nearly right is answered with the right one", () => {
  expect(refusal({ url: "x", evnts: [] }).hint).toBe("Did you mean events?")
  expect(refusal({ url: "x", zzzzzz: [] }).hint).toBe("GET /v1/openapi.json describes every request.")
})

test("everything that is wrong is listed for formats that can show it", () => {
  expect(refusal({ url: 3, size: 0 }).issues).toEqual([
    { at: "body", path: ["url"], message: "is 3, which is not a string", kind: "invalid_type" },
    { at: "body", path: ["size"], message: "is 0, which is below 1", kind: "too_small" },
  ])
})

test.each([
  [{ url: "x", secret: "canary" }, "secret is longer than 5 characters."],
  [{ url: "x", secret: 1234567890 }, "secret is not a string."],
])("a refused secret is not quoted", (input, message) => {
  const error = refusal(input)
  expect(error.message).toBe(message)
  expect(JSON.stringify(error.issues)).not.toMatch(/canary|1234567890/)
})

test("line breaks and terminal codes in a value are shown, not obeyed", () => {
  expect(refusal({ url: "x", mode: "\u001b[2J\n" }).message).toBe(
    'mode is "\\u001b[2J\\n", which is not "queue" or "reject".',
  )
  expect(refusal({ url: "x", "a\nb": 1 }).message).toBe("a\\nb is not a field of this request.")
})

test("any JSON is either taken or refused in one line", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json().map((text) => JSON.parse(text)),
        fc.record({ url: fc.jsonValue(), at: fc.jsonValue() }),
      ),
      (input) => {
        const result = z.safeParse(SCHEMA, input)
        if (result.success) expect(parseInput(SCHEMA, input, "body")).toEqual(result.data)
        else expect(refusal(input).message).toMatch(/^[^\n]{1,400}\.$/)
      },
    ),
  )
})
