import { mkdirSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { expect, test } from "vitest"
import { asWhkError, errorCatalogue, WhkError } from "../src/errors.ts"

test("an error that quotes a hostile value stays one clean line", () => {
  const { message, hint } = new WhkError("USAGE", '"\u001b[2J\nroot#" is not a port.', { hint: "a\r\nb" })
  expect([message, hint]).toEqual(['"\\x1b[2J\\nroot#" is not a port.', "a\\r\\nb"])
})

test("an endless value is cut in the middle, so that what is wrong with it can still be read", () => {
  const { message } = new WhkError("USAGE", `"${"x".repeat(100_000)}" is not a port.`)
  expect(message.length).toBeLessThan(500)
  expect(message).toMatch(/^"xxx.*…x+" is not a port\.$/)
})

test("no text makes an error of more than one line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const { message, hint } = new WhkError("USAGE", text, { hint: text })
      // oxlint-disable-next-line no-control-regex
      expect(message + hint).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/)
    }),
  )
})

test("every code has a hint of one line", () => {
  const hints = Object.values(errorCatalogue).map(({ hint }) => hint)
  expect(hints.filter((hint) => !/^[A-Z][^\n]{10,160}[.)]$/.test(hint))).toEqual([])
})

test("a file that the system refuses is named, and is not called a bug", () => {
  const path = join(process.execPath, "data")
  const refused = asWhkError(caught(() => mkdirSync(path)))
  expect(refused).toMatchObject({
    code: "FILE_UNWRITABLE",
    exitCode: 2,
    message: `"${path}" cannot be used: not a directory.`,
  })
})

test.each([
  [new TypeError("x is undefined"), "This is a bug in whk: x is undefined"],
  ["a text", "This is a bug in whk: a text"],
])("%s is a bug", (thrown, message) => {
  expect(asWhkError(thrown)).toMatchObject({ code: "BUG", exitCode: 70, message, cause: thrown })
})

test("an error of ours stays itself", () => {
  const error = new WhkError("USAGE", "No.")
  expect(asWhkError(error)).toBe(error)
})

function caught(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
