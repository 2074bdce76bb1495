import fc from "fast-check"
import { expect, test } from "vitest"
import { matchesFilter, parseFilter } from "../../src/domain/filter.ts"
import { WhkError } from "../../src/errors.ts"

const EVENT = {
  type: "user.created",
  data: {
    role: "admin",
    age: 41,
    amount: 12.5,
    active: true,
    note: null,
    "odd key": "x=y",
    tags: ["new", { id: "t1" }],
    empty: "",
  },
}

test.each([
  ["data.role=admin", true],
  ["data.role=adm", false],
  ["data.role=Admin", false],
  ["data.role!=guest", true],
  ["data.role!=admin", false],
  ["data.role^=adm", true],
  ["data.role^=dm", false],
  ["data.role*=dmi", true],
  ["data.role*=x", false],
  ["data.role", true],
  ["data.missing", false],
  ["data.note", true],
  ["data.note=null", true],
  ["data.active=true", true],
  ["data.active=false", false],
  ["data.age=41", true],
  ["data.age=41.0", true],
  ["data.age=", false],
  ["data.age^=4", true],
  ["data.age<42", true],
  ["data.age<41", false],
  ["data.age>40.5", true],
  ["data.amount>-1e3", true],
  ["data.role>1", false],
  ["data.empty=", true],
  ["data.tags.0=new", true],
  ["data.tags.1.id=t1", true],
  ["data.tags.2", false],
  ["data.tags.length", false],
  ["data.odd key=x=y", true],
  ["data=admin", false],
  ["data", true],
])("%s fits the event: %s", (text, fits) => {
  expect(matchesFilter(parseFilter(text), EVENT)).toBe(fits)
})

test("a field that is not there is different from every value, and nothing else", () => {
  const fits = ["a.b!=x", "a.b=x", "a.b^=", "a.b*=", "a.b<1", "a.b>1"].map((text) =>
    matchesFilter(parseFilter(text), undefined),
  )
  expect(fits).toEqual([true, false, false, false, false, false])
})

test.each(["__proto__", "constructor", "constructor.name", "toString", "data.__proto__.polluted"])(
  "%s leads nowhere: only what the sender wrote is there",
  (path) => {
    expect(matchesFilter(parseFilter(path), EVENT)).toBe(false)
  },
)

test.each(["", "=", "=x", ".a=x", "a..b", "a.=1", "a<", "a<x", "a<=5", "a>Infinity", "a!b", "a^b"])(
  "%j is no filter",
  (text) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ code: "USAGE", exitCode: 2 }))
  },
)

test("whatever is typed and whatever is sent, a filter says yes, no, or that it is none", () => {
  const typed = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.stringMatching(/^[a-d.]{1,6}(=|!=|\^=|\*=|<|>)[a-z0-9]{0,3}$/),
  )
  fc.assert(
    fc.property(typed, fc.jsonValue(), (text, payload) => {
      try {
        expect(typeof matchesFilter(parseFilter(text), payload)).toBe("boolean")
      } catch (error) {
        expect(error).toBeInstanceOf(WhkError)
      }
    }),
  )
})

test("what would take a regular expression for ever takes no time", () => {
  const payload = { text: `${"a".repeat(1_000_000)}!` }
  const started = performance.now()
  expect(matchesFilter(parseFilter(`text*=${"a".repeat(50_000)}b`), payload)).toBe(false)
  expect(matchesFilter(parseFilter("text^=^(a+)+$"), payload)).toBe(false)
  expect(performance.now() - started).toBeLessThan(500)
})
