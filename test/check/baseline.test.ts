import { expect, test } from "vitest"
import { baselineOf, compare, parseBaseline } from "../../src/check/baseline.ts"
import { caseResult } from "../support/check-report.ts"

const failed = (id: string) => caseResult({ id, ok: false })
const passed = (id: string) => caseResult({ id, ok: true })
const skipped = (id: string) => caseResult({ id, ok: null, skipped: "does not apply" })

const KNOWN = ["genuine", "burst", "replay", "unsigned"]

test("what is no case at all is stale as well", () => {
  const { stale } = compare({ accepted: ["burst", "bursts"] }, { cases: [], known: KNOWN })
  expect(stale).toEqual(["bursts"])
})

test("what is written down is what failed, and it reads back", () => {
  const text = baselineOf([failed("burst"), passed("genuine"), skipped("unsigned"), failed("replay")])
  expect(text.endsWith("}\n")).toBe(true)
  expect(parseBaseline(Buffer.from(text), "a file")).toEqual({ accepted: ["burst", "replay"] })
})

test("a known failure is accepted, a new one is not", () => {
  const { accepted } = compare(
    { accepted: ["burst"] },
    { cases: [failed("burst"), failed("replay")], known: KNOWN },
  )
  expect([...accepted]).toEqual(["burst"])
})

test("what no longer fails is stale, whether it passes or is skipped by now", () => {
  const { stale } = compare(
    { accepted: ["burst", "unsigned"] },
    { cases: [passed("burst"), skipped("unsigned")], known: KNOWN },
  )
  expect(stale).toEqual(["burst", "unsigned"])
})

test("what was not run is neither accepted nor stale", () => {
  expect(compare({ accepted: ["burst"] }, { cases: [passed("genuine")], known: KNOWN })).toEqual({
    accepted: new Set(),
    stale: [],
  })
})

test.each([
  "",
  "null",
  "[]",
  "{}",
  '{"whk":"check-baseline/2","accepted":[]}',
  '{"whk":"check-baseline/1"}',
  '{"whk":"check-baseline/1","accepted":{}}',
  '{"whk":"check-baseline/1","accepted":[1]}',
  "\u0000\u0001",
])("%j is no baseline, and the place is named", (text) => {
  expect(() => parseBaseline(Buffer.from(text), '"b.json"')).toThrow(
    expect.objectContaining({ code: "FILE_UNREADABLE", message: '"b.json" is no baseline of whk check.' }),
  )
})
