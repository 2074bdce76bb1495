import { expect, test } from "vitest"
import type { ProviderEventJson } from "../../../src/domain/api-types.ts"
import { findEvents, toggleEvent, typedEvent } from "../../../src/inspector/endpoints/event-choice.ts"

const EVENTS: readonly ProviderEventJson[] = [
  { type: "user.created", title: "A user was created", status: "live", sample: {} },
  { type: "invoice.paid", title: "Somebody paid", status: "live", sample: {} },
]

test.each([
  ["", ["user.created", "invoice.paid"]],
  ["USER", ["user.created"]],
  ["paid somebody", ["invoice.paid"]],
  ["user paid", []],
])("a search for %j finds %j", (search, found) => {
  expect(findEvents(EVENTS, search).map(({ type }) => type)).toEqual(found)
})

test("an event type is chosen and taken back", () => {
  expect(toggleEvent(["a"], "b")).toEqual(["a", "b"])
  expect(toggleEvent(["a", "b"], "a")).toEqual(["b"])
})

test("whoever chooses all means no single one, and the reverse", () => {
  expect(toggleEvent(["a", "b"], "*")).toEqual(["*"])
  expect(toggleEvent(["*"], "a")).toEqual(["a"])
})

test.each([
  ["user.*", [], "user.*"],
  [" order.made ", [], "order.made"],
  ["user.created", [], undefined],
  ["user.cre", [], undefined],
  ["order.made", ["order.made"], undefined],
  ["*", [], undefined],
  ["two words", [], undefined],
  ["ü", [], undefined],
])("the search %j, with %j chosen, offers %j", (search, chosen, offered) => {
  expect(typedEvent(EVENTS, search, chosen)).toBe(offered)
})
