import fc from "fast-check"
import { expect, test } from "vitest"
import { enter, viewOf } from "../../src/inspector/deliveries/ledger.ts"
import { delivery } from "./some-delivery.ts"

const all = (): boolean => true
const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id)

test("what arrives stands at the top, what changed stays where it was", () => {
  const before = enter(
    [],
    ["1", "2", "3"].map((id) => delivery(id)),
  )
  const after = enter(before, [delivery("4"), delivery("2", { status: "failed" })])
  expect(after.map(({ id, status }) => `${id} ${status}`)).toEqual([
    "4 delivered",
    "3 delivered",
    "2 failed",
    "1 delivered",
  ])
})

test("however deliveries come, each is there once, as it came last, newest first", () => {
  const arrivals = fc.array(
    fc.array(fc.record({ id: fc.integer({ min: 10, max: 40 }), attempts: fc.nat(9) })),
  )
  fc.assert(
    fc.property(arrivals, (batches) => {
      const given = batches.map((batch) =>
        batch.map(({ id, attempts }) => delivery(String(id), { attempts })),
      )
      const ledger = given.reduce(enter, [])
      const last = new Map(given.flat().map(({ id, attempts }) => [id, attempts]))
      expect(ledger.map(({ id, attempts }) => [id, attempts])).toEqual(
        [...last].toSorted(([one], [other]) => (one < other ? 1 : -1)),
      )
    }),
  )
})

test("while somebody reads, newer ones wait above and are counted", () => {
  const ledger = enter(
    [],
    ["1", "2", "3", "4"].map((id) => delivery(id)),
  )
  const view = viewOf(ledger, { ceiling: "2", floor: null }, all)
  expect(idsOf(view.rows)).toEqual(["2", "1"])
  expect(view.waiting).toBe(2)
})

test("only what fits the filter is shown, and only that is counted as waiting", () => {
  const ledger = enter(
    [],
    ["1", "2", "3", "4"].map((id) => delivery(id, { attempts: Number(id) % 2 })),
  )
  const view = viewOf(ledger, { ceiling: "2", floor: null }, ({ attempts }) => attempts === 1)
  expect([idsOf(view.rows), view.waiting]).toEqual([["1"], 1])
})

test("what was cleared away is hidden and counted, and what comes after is shown", () => {
  const ledger = enter(
    [],
    ["1", "2", "3"].map((id) => delivery(id)),
  )
  const view = viewOf(ledger, { ceiling: null, floor: "2" }, all)
  expect([idsOf(view.rows), view.waiting, view.cleared]).toEqual([["3"], 0, 2])
})

test("an empty list that is paused keeps what comes above it", () => {
  const view = viewOf([delivery("1")], { ceiling: "", floor: null }, all)
  expect([view.rows, view.waiting]).toEqual([[], 1])
})
