import { expect, test } from "vitest"
import { fillJson, fillTextTemplate } from "../../src/providers/json-template.ts"
import { sampleContext } from "../../src/providers/sample.ts"

const context = () => sampleContext("1", Date.parse("2026-01-15T02:03:04.567Z"))

test.each([
  ["{now-iso}", "2026-01-15T02:03:04.567Z"],
  ["{now-iso:30}", "2026-02-14T02:03:04.567Z"],
  ["{now-iso-seconds}", "2026-01-15T02:03:04Z"],
  ["{now-rfc2822}", "Thu, 15 Jan 2026 02:03:04 +0000"],
  ["{now-date:-15}", "2025-12-31"],
  ["{now-s}", 1_768_442_584],
  ["{now-s:1}", 1_768_528_984],
  ["{now-ms:-1}", 1_768_356_184_567],
  ["at {now-ms}", "at 1768442584567"],
  ["{now-iso:999999999999}", "{now-iso:999999999999}"],
])("%s is %j", (template, written) => {
  expect(fillJson(template, {}, context())).toBe(written)
})

test("a name stands for the same value all over one template, and for another in the next", () => {
  const [first, second] = fillJson(["{hex:8#a}", "x {hex:8#a}"], {}, context()) as string[]
  expect(second).toBe(`x ${first}`)
  expect(fillTextTemplate("{hex:8#a}", {}, sampleContext("2", 0))).not.toBe(first)
})
