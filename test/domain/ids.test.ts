import { expect, test } from "vitest"
import { newId } from "../../src/domain/ids.ts"

test("an id says what it names and holds 26 characters of time and chance", () => {
  expect(newId("dlv")).toMatch(/^dlv_[0-9a-hjkmnp-tv-z]{26}$/)
})

test("ids made one after the other sort in that order and never repeat", () => {
  const ids = Array.from({ length: 10_000 }, () => newId("evt"))
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})
