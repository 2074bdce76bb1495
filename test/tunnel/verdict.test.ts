import fc from "fast-check"
import { expect, test } from "vitest"
import { fits, fittingVerdict } from "../../src/tunnel/verdict.ts"

const cause = (fix = "d") => ({ id: "a", title: "b", proof: "c", fix })

test("a verdict travels with its causes, three at most", () => {
  const verdict = {
    verified: false,
    reason: "no-match",
    causes: [cause("1"), cause("2"), cause("3"), cause("4")],
  }
  expect(fittingVerdict(verdict)).toEqual({ ...verdict, causes: verdict.causes.slice(0, 3) })
})

test("causes that there is no room for stay behind", () => {
  const long = cause("x".repeat(3000))
  expect(fittingVerdict({ verified: false, reason: "no-match", causes: [cause(), long, cause()] })).toEqual({
    verified: false,
    reason: "no-match",
    causes: [cause(), long, cause()],
  })
  expect(fittingVerdict({ verified: false, reason: "no-match", causes: [long, long] }).causes).toEqual([long])
})

test("without causes it says nothing of them", () => {
  expect(fittingVerdict({ verified: true, reason: "ok", causes: [] })).toEqual({
    verified: true,
    reason: "ok",
  })
})

test("whatever was found, what travels fits", () => {
  const text = fc.string({ unit: "binary", maxLength: 2000 })
  const causes = fc.array(fc.record({ id: text, title: text, proof: text, fix: text }), { maxLength: 5 })
  fc.assert(
    fc.property(causes, (found) => {
      expect(fits(fittingVerdict({ verified: false, reason: "no-match", causes: found }))).toBe(true)
    }),
  )
})
