import { expect, test } from "vitest"
import { parseProviderFile } from "../../src/config/provider-file.ts"
import { expectRefused, SCHEME } from "../support/provider-files.ts"

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join("")

/** Text of so many placeholders, each of which makes a thousand characters. */
const filled = (thousands: number): string => `"${"{hex:1000}".repeat(thousands)}"`

test.each([
  ["a sample", `events:\n  a.b:\n    sample:\n      x: ${filled(1100)}\n`, '8: events["a.b"].sample'],
  ["an envelope", `envelope:\n  d: "{data}"\n  x: ${filled(1100)}\n`, "6: envelope"],
  [
    "an envelope that repeats the data",
    `events: {a: {sample: {x: ${filled(100)}}}}\nenvelope: [${Array(11).fill('"{data}"').join(", ")}]\n`,
    "6: events.a.sample",
  ],
  [
    "an id that is repeated",
    `eventId: ${filled(100)}\nenvelope: {d: "{data}", x: "${"{id}".repeat(11)}"}\n`,
    "7: envelope",
  ],
])("%s that would make more than 1 MiB is refused before it is built", (_, text, where) => {
  expectRefused(
    `${SCHEME}${text}`,
    `${where} would make a payload of more than 1 MiB.`,
    "Write smaller sizes",
  )
})

test("an id of more than 1 MiB is refused", () => {
  expectRefused(
    `${SCHEME}eventId: ${filled(1100)}\n`,
    "6: eventId would make an id of more than 1 MiB.",
    "smaller",
  )
})

test("samples of more than 4 MiB together are refused", () => {
  const events = lines(9, (index) => `  e${index}: { sample: { x: ${filled(500)} } }`)
  expectRefused(
    `${SCHEME}events:\n${events}`,
    "15: events.e8 makes the samples of this file larger than 4 MiB together.",
    "fewer events",
  )
})

test("a sample of nearly 1 MiB is taken", () => {
  const { events } = parseProviderFile(`${SCHEME}events: { a: { sample: { x: ${filled(300)} } } }\n`, "f")
  expect(events).toHaveLength(1)
})

test("of thousands of problems one is told, and how many more there are", () => {
  expectRefused(
    `${SCHEME}${lines(15_000, (index) => `k${index}: 1`)}`,
    "6: k0 is not a field of a provider file, and 14999 more problems.",
    "Did you mean id?",
  )
  expectRefused(
    `${SCHEME}envelope:\n  d: "{data}"\n${lines(60, (index) => `  k${index}: "{nothing}"`)}`,
    "8: envelope.k0 holds {nothing}, which stands for nothing here, and 59 more problems.",
    "Placeholders here are",
  )
})

test("an envelope may take many parts of one long sample", () => {
  const parts = lines(20, (index) => `  p${index}: "{data.a}"`)
  const text = `${SCHEME}events: { a: { sample: { a: x, b: ${filled(100)} } } }\nenvelope:\n  d: "{data}"\n${parts}`
  expect(parseProviderFile(text, "f").events).toHaveLength(1)
})

test("up to fifty problems are told by their first one alone", () => {
  expectRefused(
    `${SCHEME}${lines(50, (index) => `k${index}: 1`)}`,
    "6: k0 is not a field of a provider file.",
    "",
  )
})
