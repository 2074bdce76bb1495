import fc from "fast-check"
import { expect, test } from "vitest"
import { fieldName, readYaml } from "../../src/config/yaml-file.ts"
import { WhkError } from "../../src/errors.ts"

const fail = (line: number, message: string, hint: string): WhkError =>
  new WhkError("PROVIDER_INVALID", `${line}: ${message}`, { hint })
const read = (text: string): ReturnType<typeof readYaml> => readYaml(text, fail)

test("YAML is read as JSON values, in the order of the file", () => {
  const { value } = read("b: {x: 1.5, y: [true, null]}\na: text\n'200': |\n  two\n  lines\n")
  expect(value).toEqual({ b: { x: 1.5, y: [true, null] }, a: "text", 200: "two\nlines\n" })
})

test("JSON is read as well, with tabs, escapes and a byte order mark taken off by the reader", () => {
  const value = { a: [1, { b: "😀 \\ / \n" }], c: {} }
  expect(read(JSON.stringify(value, null, "\t")).value).toEqual(value)
})

test("a key keeps the spelling of the file", () => {
  expect(read("1.0: a\nyes: b\nnull: c").value).toEqual({ "1.0": "a", yes: "b", null: "c" })
})

test("an alias repeats a value", () => {
  expect(read("a: &order {id: 1}\nb: [*order, *order]").value).toEqual({
    a: { id: 1 },
    b: [{ id: 1 }, { id: 1 }],
  })
})

test("an alias repeats what stood under its name before it", () => {
  expect(read("a: &x [&y 1, *y]\nb: &y 2\nc: *x\nd: *y").value).toEqual({ a: [1, 1], b: 2, c: [1, 1], d: 2 })
})

test("thousands of aliases are followed without a walk through the file for each", () => {
  const start = performance.now()
  const text = `z: [${Array(8000).fill("0").join(",")}]\na: &a x\nl: [${Array(5500).fill("*a").join(",")}]`
  expect(read(text).value).toMatchObject({ l: Array(5500).fill("x") })
  expect(performance.now() - start).toBeLessThan(3000)
})

test.each([
  ["values", `a: &a "${"x".repeat(100_000)}"\nb:\n  - [${Array(11).fill("*a").join(", ")}]\n`],
  ["keys", `a: &a {"${"x".repeat(1000)}": 1}\nb:\n  - [${Array(1100).fill("*a").join(", ")}]\n`],
])("aliases cannot make more than 1 MiB of %s", (_, text) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/^1: the file stands for more than 1 MiB of text\.$/),
      hint: expect.stringContaining("Repeat less with aliases"),
    }),
  )
})

test.each([
  [["a"], 1],
  [["list", 1], 5],
  [["list", 1, "deep"], 6],
  [["list", 1, "not there"], 5],
  [["not there"], 1],
  [[], 1],
])("%j is found on line %i", (path, line) => {
  expect(read("a: 1\nlist:\n  - one\n\n  - two: 2\n    deep: 3\n").lineOf(path)).toBe(line)
})

test("lines are counted alike with CRLF", () => {
  expect(read("a: 1\r\n\r\nb: 2\r\n").lineOf(["b"])).toBe(3)
})

const bomb = "bcdefghij"
  .split("")
  .reduce(
    (text, name, index) =>
      `${text}\n${name}: &${name} [${Array(9).fill(`*${"abcdefghi"[index]}`).join(", ")}]`,
    "a: &a [x, x, x, x, x, x, x, x, x]",
  )

test.each<[text: string, message: string, hint: string]>([
  ["", "1: the file holds nothing.", "Run `whk providers --template`"],
  ["# only a comment\n", "1: the file holds nothing.", "Run `whk providers --template`"],
  ["a: 1\nb: 2\na: 3\n", "3: a stands there twice.", "Keep one of them."],
  ["a:\n  b: {c: 1, c: 2}\n", "2: a.b.c stands there twice.", "Keep one of them."],
  [
    "a:\n  X-Sig: {signature}\n",
    "2: a.X-Sig holds {signature} without quotes, which YAML reads as a map.",
    'Put the whole value in quotes, for example "{signature}".',
  ],
  [
    "a: [{hex:8}, {int:1-9#n}]\n",
    "1: a[0] holds {hex:8} without quotes, which YAML reads as a map.",
    'Put the whole value in quotes, for example "{hex:8}".',
  ],
  [
    "a: {id}.{body}\n",
    "1: this is not YAML: unexpected scalar at node end.",
    "Put quotes around a value that",
  ],
  ["a: 1\n\tb: 2\n", "2: this is not YAML: ", ""],
  ["a:\n\tb: 2\n", "2: this is not YAML: tabs are not allowed as indentation.", "Indent with spaces."],
  ["a: 'x\n", "2: this is not YAML: missing closing 'quote.", "Close what was opened"],
  ["a: @x\n", "1: this is not YAML: plain value cannot start with", "Put quotes around the value."],
  ["a: b: c\n", "1: this is not YAML: nested mappings", "Put quotes around a value that holds a colon"],
  ["a: 1\n---\nb: 2\n", "2: this is not YAML: there are several documents.", "Keep one provider in a file"],
  ["a: !!binary aGk=\n", "1: this is not YAML: unresolved tag", "Take out the tag"],
  ["a: !secret x\n", "1: this is not YAML: unresolved tag", "Take out the tag"],
  ["a:\n  - .inf\n", "2: a[0] is .inf, a number that JSON cannot hold.", "Write another number"],
  ["a: .nan\n", "1: a is .nan, a number that JSON cannot hold.", "Write another number"],
  ["a: *nope\n", "1: *nope repeats nothing.", "Write &nope before what it repeats"],
  ["a: &a [*a]\n", "1: this is nested more than 100 levels deep.", "Keep the file flatter."],
  ["x:\n  __proto__: {a: 1}\n", "2: x.__proto__ cannot be a name.", "Write every key as one word"],
  ["x:\n  ? [a]\n  : 1\n", "2: x has a key that is not text.", "Write every key as one word"],
  ["? \n: 1\n", "the file has a key that is not text.", "Write every key as one word"],
  [bomb, "the file holds more than 20000 values.", "Repeat less with aliases"],
  [`a: ${"[".repeat(100_000)}`, "1: this is nested more than 100 levels deep.", "Keep the file flatter."],
  [`a: 1\n${"- ".repeat(100_000)}`, "2: this is nested more than 100 levels deep.", "Keep the file flatter."],
  [
    Array.from({ length: 400 }, (_, level) => `${" ".repeat(level)}a:`).join("\n"),
    "this is nested more than 100 levels deep.",
    "Keep the file flatter.",
  ],
])("the text of case %# is refused by line and field", (text, message, hint) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({
      code: "PROVIDER_INVALID",
      exitCode: 2,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  )
})

test.each([
  [["scheme", "headers", "X-Acme-Signature"], "scheme.headers.X-Acme-Signature"],
  [["events", "order.created", "sample"], 'events["order.created"].sample'],
  [["list", 0, "1"], "list[0][1]"],
  [[], "the file"],
])("%j is named %s", (path, name) => {
  expect(fieldName(path)).toBe(name)
})

test("no text does anything but be read or be refused", () => {
  const token = fc.constantFrom(
    ..."[]{}-?:,&*!|>'\"#%\t\n \\".split(""),
    "- ",
    ": ",
    "&a ",
    "*a",
    "---\n",
    "a: ",
    "key:\n  ",
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.oneof(token, fc.string({ maxLength: 3 }))).map((parts) => parts.join("")),
  )
  fc.assert(
    fc.property(text, (source) => {
      try {
        JSON.stringify(read(source).value)
      } catch (error) {
        expect(error).toBeInstanceOf(WhkError)
      }
    }),
    { numRuns: 500 },
  )
})
