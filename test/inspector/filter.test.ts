import { expect, test } from "vitest"
import type { DeliveryJson } from "../../src/domain/api-types.ts"
import {
  createFit,
  type DeliveryFilter,
  isFiltering,
  NO_FILTER,
} from "../../src/inspector/deliveries/filter.ts"
import { delivery } from "./some-delivery.ts"

const one = delivery("dlv_01abc", { event: "invoice.paid", path: "/hooks?x=1", provider: "stripe" })

function fits(part: Partial<DeliveryFilter>, given: DeliveryJson = one): boolean {
  return createFit({ ...NO_FILTER, ...part }, (id) => (id === "in_1" ? "billing" : id))(given)
}

test("without a filter everything fits", () => {
  expect(isFiltering(NO_FILTER)).toBe(false)
  expect(fits({})).toBe(true)
})

test.each([
  "01abc",
  "invoice",
  "hooks?x",
  "stripe",
  "post",
  "delivered",
  "200",
  "billing",
  "in_1",
  "PAID",
  " paid  stripe ",
])("the search finds %j", (text) => {
  expect(fits({ text })).toBe(true)
})

test.each(["github", "404", "paid github"])("the search does not find %j", (text) => {
  expect(fits({ text })).toBe(false)
})

test("the search finds the reason why a signature is not verified", () => {
  expect(fits({ text: "no match" }, { ...one, verdict: { verified: false, reason: "no-match" } })).toBe(true)
})

test.each([
  [{ verified: true, reason: "ok" }, "verified"],
  [{ verified: false, reason: "stale" }, "refused"],
  [undefined, "unjudged"],
] as const)("a delivery with the verdict %j is %s", (verdict, kind) => {
  const given = verdict ? { ...one, verdict } : one
  const found = (["verified", "refused", "unjudged"] as const).filter((asked) =>
    fits({ verdicts: new Set([asked]) }, given),
  )
  expect(found).toEqual([kind])
})

test("several statuses fit any of them; provider and place have to be the very one", () => {
  expect(fits({ statuses: new Set(["failed", "delivered"]) })).toBe(true)
  expect(fits({ statuses: new Set(["failed"]) })).toBe(false)
  expect(fits({ provider: "stri" })).toBe(false)
  expect(fits({ where: "in_1" })).toBe(true)
  expect(fits({ where: "in_2" })).toBe(false)
})
