import fc from "fast-check"
import { expect, test } from "vitest"
import type { Json } from "../../src/providers/provider.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"

const axiestudio = findProvider("axiestudio")
const build = (more: Partial<Parameters<typeof buildPayload>[0]> = {}) =>
  buildPayload({
    provider: axiestudio,
    type: "user.created",
    timeMs: Date.parse("2026-01-15T02:03:04.567Z"),
    seed: "1",
    ...more,
  })
const parse = (payload: { body: Buffer }): unknown => JSON.parse(payload.body.toString("utf8"))

test("equal seeds and times give equal bytes, another seed gives others", () => {
  expect(build().body).toEqual(build().body)
  expect(build({ seed: "2" }).body).not.toEqual(build().body)
})

test("the envelope has the provider's keys in the provider's order", () => {
  const text = build({ data: { a: 1 } }).body.toString("utf8")
  expect(text).toBe(
    '{"event":"user.created","timestamp":"2026-01-15T02:03:04Z","version":"v1","enterpriseId":"ent_abc123","data":{"a":1}}',
  )
})

test("given data leaves the rest of the event as it was", () => {
  const provider = findProvider("standard-webhooks")
  const { data: _old, ...before } = parse(build({ provider, type: "contact.created" })) as Record<
    string,
    unknown
  >
  const { data, ...after } = parse(build({ provider, type: "contact.created", data: { x: 1 } })) as Record<
    string,
    unknown
  >
  expect(after).toEqual(before)
  expect(data).toEqual({ x: 1 })
  expect(build({ provider, type: "contact.created", data: {} }).id).toBe(
    build({ provider, type: "contact.created" }).id,
  )
})

test("any data makes a body that equals its own re-serialisation", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
      const body = build({ data: data as Record<string, Json> }).body.toString("utf8")
      expect(JSON.stringify(JSON.parse(body))).toBe(body)
    }),
  )
})

test.each([
  ["data.role", "admin", { role: "admin" }],
  ["data.role", { a: [1] }, { role: { a: [1] } }],
  ["data.invitedBy", null, { invitedBy: null }],
] as [string, Json, object][])("sets %s to a value and leaves the rest", (path, value, expected) => {
  const before = parse(build()) as { data: object }
  expect(parse(build({ set: [[path, value]] }))).toEqual({ ...before, data: { ...before.data, ...expected } })
})

test("a number in a path is an index of an array", () => {
  const data = { items: [{ id: 1 }, { id: 2 }] }
  const payload = build({ data, set: [["data.items.1.id", 9]] })
  expect(parse(payload)).toHaveProperty("data.items", [{ id: 1 }, { id: 9 }])
})

test.each([
  ["data.rol", "Did you mean data.role?"],
  ["role", "Did you mean data.role?"],
  ["data.role.name", "Did you mean data.name?"],
  ["__proto__", "Its fields are event, timestamp, version"],
  ["constructor.prototype", "Its fields are event"],
  ["data.invitedBy.length", "Did you mean data.invitedByEmail?"],
  ["", "Its fields are event"],
])("refuses the unknown path %j and names what is near", (path, hint) => {
  expect(() => build({ set: [[path, 1]] })).toThrow(
    expect.objectContaining({ code: "PATH_UNKNOWN", exitCode: 2, hint: expect.stringContaining(hint) }),
  )
})

test.each(["items.2", "items.length", "items.-1", "items.01"])("refuses %s of an array of two", (path) => {
  expect(() => build({ data: { items: [1, 2] }, set: [[`data.${path}`, 1]] })).toThrow(
    expect.objectContaining({ code: "PATH_UNKNOWN" }),
  )
})

test.each([[[1]], ["text"], [null]] as [Json][])("refuses %j as the data of an event", (data) => {
  expect(() => build({ data })).toThrow(expect.objectContaining({ code: "DATA_INVALID", exitCode: 2 }))
})

test("an unknown event type is refused with the nearest names", () => {
  expect(() => build({ type: "user.creatd" })).toThrow(
    expect.objectContaining({
      code: "EVENT_UNKNOWN",
      message: '"user.creatd" is not an event type of Axie Studio.',
      hint: expect.stringContaining("user.created"),
    }),
  )
})
