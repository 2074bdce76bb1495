import { expect, test } from "vitest"
import { dataPath, fillJson, fillTextTemplate } from "../../src/providers/json-template.ts"
import type { Json } from "../../src/providers/provider.ts"
import { sampleContext } from "../../src/providers/sample.ts"

const timeMs = Date.parse("2026-01-15T02:03:04.567Z")
const context = () => sampleContext("template", timeMs)
const fill = (template: Json, data?: Json): Json =>
  fillJson(template, { id: "evt_1", event: "a.b", ...(data !== undefined && { data }) }, context())

test.each([
  ["{now-iso}", "2026-01-15T02:03:04.567Z"],
  ["{now-iso:1h}", "2026-01-15T03:03:04.567Z"],
  ["{now-iso-seconds:-1m}", "2026-01-15T02:02:04Z"],
  ["{now-date:1d}", "2026-01-16"],
  ["{now-ctime}", "Thu Jan 15 02:03:04 +0000 2026"],
  ["{now-unix}", "1768442584"],
  ["{now-s}", 1_768_442_584],
  ["{now-s:-4s}", 1_768_442_580],
  ["{now-ms:1s}", 1_768_442_585_567],
  ["at {now-s}", "at 1768442584"],
  ["{now-rfc2822}", "Thu, 15 Jan 2026 02:03:04 +0000"],
  ["{now-time}", "02:03:04"],
  ["{now-iso:30d}", "2026-02-14T02:03:04.567Z"],
  ["{now-iso:999999999999d}", "{now-iso:999999999999d}"],
])("%s is the time %j", (template, written) => {
  expect(fill(template)).toBe(written)
})

test("a ULID begins with its time and holds Crockford's letters only", () => {
  const made = fillTextTemplate("{ulid}", {}, context())
  expect(made).toMatch(/^01KEZP8QFQ[0-9A-HJKMNP-TV-Z]{16}$/)
  expect(fillTextTemplate("{ulid}", {}, sampleContext("another", timeMs))).not.toBe(made)
})

test.each<readonly [Json, Json, Json]>([
  ["{data.id}", { id: 7 }, 7],
  ["{data.items.0}", { items: [{ a: 1 }] }, { a: 1 }],
  ["/orders/{data.id}", { id: 7 }, "/orders/7"],
  ["{data.missing}", {}, null],
  ["/orders/{data.missing}", {}, "/orders/"],
  ["/orders/{data.object}", { object: {} }, "/orders/"],
  ["{data.toString}", {}, null],
  ["{data.a}", "text", null],
  [{ id: "{id}", data: "{data}" }, { id: "{id}" }, { id: "evt_1", data: { id: "{id}" } }],
])("a template %j over the data %j is filled as %j", (template, data, filled) => {
  expect(fill(template, data)).toEqual(filled)
})

test.each<[template: Json, filled: Json]>([
  [
    { id: "{id}", "...": "{data}", end: true },
    { id: "evt_1", a: 1, b: 2, end: true },
  ],
  [
    { a: "first", "...": "{data}", b: "last" },
    { a: 1, b: "last" },
  ],
  [[{ "...": "{data}" }], [{ a: 1, b: 2 }]],
  [{ "...": { c: "{event}" } }, { c: "a.b" }],
  [{ "...": "text" }, { "...": "text" }],
])("the key ... lays the fields of its object among the others: %j", (template, filled) => {
  expect(fill(template, { a: 1, b: 2 })).toEqual(filled)
})

test("the fields of the data stand where the template has them", () => {
  const filled = fill({ id: "{id}", "...": "{data}", end: true }, { a: 1, b: 2 })
  expect(JSON.stringify(filled)).toBe('{"id":"evt_1","a":1,"b":2,"end":true}')
})

test.each(["{unknown}", "{hexagon:4}", "{}", "{data.id}", "{int:1-2 }"])(
  "%s stays as it is where it stands for nothing",
  (template) => {
    expect(fill(template)).toBe(template)
  },
)

test("a named placeholder gives the same text wherever it stands again", () => {
  const filled = fill({ a: "{hex:8#one}", b: ["x-{hex:8#one}"], c: "{hex:8#two}" }) as Record<string, string>
  expect(filled["b"]).toEqual([`x-${filled["a"]}`])
  expect(filled["c"]).not.toBe(filled["a"])
})

test.each<readonly [Json, string | undefined]>([
  ["{data}", ""],
  [{ a: { b: "{data}" } }, "a.b"],
  [{ events: ["{data}"] }, "events.0"],
  [{ id: "{data.id}" }, undefined],
  [[{ data: "{data}" }], "0.data"],
  [{ type: "{event}", "...": "{data}" }, ""],
  [[{ type: "{event}", "...": "{data}" }], "0"],
  [{ events: [{ "...": "{data}" }] }, "events.0"],
])("the data of %j stands at %j", (template, path) => {
  expect(dataPath(template)).toBe(path)
})
