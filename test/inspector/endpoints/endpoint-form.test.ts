import { expect, test } from "vitest"
import type { EndpointJson } from "../../../src/domain/api-types.ts"
import {
  createInput,
  EMPTY_FORM,
  filledIn,
  formOf,
  updateInput,
} from "../../../src/inspector/endpoints/endpoint-form.ts"
import { missingFields, problemAt } from "../../../src/inspector/endpoints/form-problems.ts"

const ENDPOINT: EndpointJson = {
  id: "ep_1",
  provider: "axiestudio",
  url: "https://example.com/hooks",
  name: "Orders",
  description: null,
  events: ["user.created", "user.updated"],
  active: true,
  secrets: 1,
  lastDeliveryAt: null,
  createdAt: "2026-01-15T02:03:04.567Z",
  updatedAt: "2026-01-15T02:03:04.567Z",
}

test("what is not filled in yet is not checked", () => {
  expect(filledIn({ ...EMPTY_FORM, provider: "axiestudio" })).toEqual({ provider: "axiestudio" })
})

test("an endpoint is created with what was filled in, spaces around its address taken off", () => {
  const form = {
    ...EMPTY_FORM,
    provider: "axiestudio",
    url: " https://example.com ",
    events: ["*"],
    active: false,
  }
  expect(createInput(form)).toEqual({
    provider: "axiestudio",
    url: "https://example.com",
    events: ["*"],
    active: false,
  })
})

test("an update says only what was changed", () => {
  const form = formOf(ENDPOINT)
  expect(updateInput(ENDPOINT, form)).toEqual({})
  expect(updateInput(ENDPOINT, { ...form, events: [...form.events].reverse() })).toEqual({})
  expect(
    updateInput(ENDPOINT, { ...form, name: "", description: "Test", events: ["*"], active: false }),
  ).toEqual({
    name: null,
    description: "Test",
    events: ["*"],
    active: false,
  })
})

test("what an endpoint cannot be without is told, each at its field", () => {
  expect(missingFields(EMPTY_FORM).map(({ field }) => field)).toEqual(["provider", "url", "events"])
  expect(missingFields(formOf(ENDPOINT))).toEqual([])
})

test("what the relay says of a field goes before what is missing", () => {
  const problem = { field: "url", message: "Refused.", hint: "Use https." } as const
  const missing = missingFields(EMPTY_FORM)
  expect(problemAt("url", [problem], missing)).toBe(problem)
  expect(problemAt("events", [problem], missing)?.message).toMatch(/No event type/)
  expect(problemAt("secret", [problem], missing)).toBeUndefined()
})
