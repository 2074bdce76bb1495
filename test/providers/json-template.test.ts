import { expect, test } from "vitest"
import { dataPath, fillJson } from "../../src/providers/json-template.ts"
import type { Json } from "../../src/providers/provider.ts"
import { sampleContext } from "../../src/providers/sample.ts"

const fill = (template: Json, data: Json = { a: 1, b: 2 }): Json =>
  fillJson(template, { id: "evt_1", event: "user.created", data }, sampleContext("", 0))

test.each<[template: Json, filled: Json]>([
  ["{data}", { a: 1, b: 2 }],
  [
    { type: "{event}", data: "{data}" },
    { type: "user.created", data: { a: 1, b: 2 } },
  ],
  [
    { id: "{id}", "...": "{data}", end: true },
    { id: "evt_1", a: 1, b: 2, end: true },
  ],
  [
    { a: "first", "...": "{data}", b: "last" },
    { a: 1, b: "last" },
  ],
  [[{ "...": "{data}" }], [{ a: 1, b: 2 }]],
  [{ "...": { c: "{now-ms}" } }, { c: 0 }],
  [{ "...": "text" }, { "...": "text" }],
])("the template %j becomes %j", (template, filled) => {
  expect(fill(template)).toEqual(filled)
})

test("the fields of the data stand where the template has them", () => {
  expect(JSON.stringify(fill({ id: "{id}", "...": "{data}", end: true }))).toBe(
    '{"id":"evt_1","a":1,"b":2,"end":true}',
  )
})

test.each<[template: Json, path: string | undefined]>([
  ["{data}", ""],
  [{ data: "{data}" }, "data"],
  [[{ data: "{data}" }], "0.data"],
  [{ type: "{event}", "...": "{data}" }, ""],
  [[{ type: "{event}", "...": "{data}" }], "0"],
  [{ events: [{ "...": "{data}" }] }, "events.0"],
  [{ type: "{event}" }, undefined],
])("the data of the template %j is at %j", (template, path) => {
  expect(dataPath(template)).toBe(path)
})
