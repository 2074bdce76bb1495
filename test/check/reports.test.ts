import { spawnSync } from "node:child_process"
import { resolve } from "node:path"
import { Parser } from "tap-parser"
import { expect, test } from "vitest"
import type { Bug } from "../../src/check/bugs/bug.ts"
import type { Report } from "../../src/check/report.ts"
import { githubReport } from "../../src/check/reports/github.ts"
import { junitReport } from "../../src/check/reports/junit.ts"
import { markdownReport } from "../../src/check/reports/markdown.ts"
import { tapReport } from "../../src/check/reports/tap.ts"
import { caseResult, checkReport } from "../support/check-report.ts"

const SCHEMA = resolve(import.meta.dirname, "junit.xsd")

/** What ends, opens or hides something in one of the formats. */
const HOSTILE =
  'a\n::error::b\r\n]]> </failure> & "q" | `code` # SKIP [x](y) <b>\u0000\u001b[2J\u0085\u2028\u202e\ud800 %0A\nnot ok 9 - x\n  ...\n1..0'

const bug = (text: string): Bug => ({ id: "x", title: text, proof: text, fix: { text, code: null } })

const MIXED = checkReport({
  cases: [
    caseResult({ id: "genuine" }),
    caseResult({ id: "burst", ok: false, status: 401, detail: "answered 401; success is any 2xx" }),
    caseResult({ id: "replay", ok: false, status: null, detail: "did not answer within 5s" }),
    caseResult({ id: "unsigned", ok: null, skipped: "GitHub always signs" }),
  ],
  bugs: [bug("The handler does not take fifty events at once.")],
  accepted: new Set(["replay"]),
  stale: ["header-case"],
})

const HOSTILE_REPORT = checkReport({
  target: HOSTILE,
  event: HOSTILE,
  cases: [
    caseResult({ id: "genuine", ok: false, status: 500, detail: HOSTILE, title: HOSTILE, why: HOSTILE }),
    caseResult({ id: "unsigned", ok: null, skipped: HOSTILE }),
    caseResult({ id: "replay", ok: false, detail: HOSTILE }),
  ],
  bugs: [bug(HOSTILE)],
  accepted: new Set(["replay"]),
  stale: ["burst"],
})

const EMPTY = checkReport({})

const REPORTS: readonly (readonly [name: string, report: Report])[] = [
  ["a mixed report", MIXED],
  ["a report of hostile texts", HOSTILE_REPORT],
  ["an empty report", EMPTY],
]

const xmllint = (xml: string) =>
  spawnSync("xmllint", ["--noout", "--schema", SCHEMA, "-"], { input: xml, encoding: "utf8" })
const hasXmllint = spawnSync("xmllint", ["--version"]).error === undefined
if (!hasXmllint) process.stderr.write("xmllint is not installed: the JUnit reports are not validated.\n")

test.skipIf(!hasXmllint).each(REPORTS)("JUnit: %s is valid against the schema", (_, report) => {
  const { status, stderr } = xmllint(junitReport(report))
  expect({ status, stderr }).toEqual({ status: 0, stderr: "- validates\n" })
})

test.skipIf(!hasXmllint)("JUnit: the schema refuses what Jenkins refuses", () => {
  const xml = junitReport(MIXED)
  expect(xmllint(xml.replace("<testsuites ", '<testsuites skipped="1" ')).status).not.toBe(0)
  expect(xmllint(xml.replace("</testsuite>", "")).status).not.toBe(0)
})

test("JUnit: what the baseline accepts is a skipped test and no failure", () => {
  const xml = junitReport(MIXED)
  expect(xml).toContain('tests="4" failures="1" errors="0"')
  expect(xml).toContain('skipped="2"')
  expect(xml.match(/<failure /g)).toHaveLength(1)
  expect(xml.match(/<skipped /g)).toHaveLength(2)
})

interface Point {
  readonly ok: boolean
  readonly name: string
  readonly skip?: boolean | string
  readonly todo?: boolean | string
  readonly diag?: unknown
}

function parsed(text: string) {
  const points: Point[] = []
  const extra: string[] = []
  const parser = new Parser({ strict: true })
  parser.on("assert", (point: Point) => points.push(point))
  parser.on("extra", (line: string) => extra.push(line))
  parser.end(text)
  return { points, extra, results: parser.results }
}

test("TAP: a parser reads each case, the skipped one as skipped and the accepted one as to do", () => {
  const { points, extra, results } = parsed(tapReport(MIXED))
  expect(extra).toEqual([])
  expect(results).toMatchObject({
    ok: false,
    count: 4,
    pass: 2,
    fail: 2,
    skip: 1,
    todo: 1,
    failures: expect.any(Array),
  })
  expect(points.map(({ ok }) => ok)).toEqual([true, false, false, true])
  expect(points[1]).toMatchObject({
    name: "burst: a genuine event is accepted",
    diag: { message: "answered 401; success is any 2xx", expect: "accept", status: 401, elapsedMs: 12 },
  })
  expect(points[2]).toMatchObject({ todo: "accepted by the baseline", diag: { status: null } })
  expect(points[3]).toMatchObject({ skip: "GitHub always signs" })
})

test("TAP: hostile texts add no test, no plan and no line of their own", () => {
  const { points, extra, results } = parsed(tapReport(HOSTILE_REPORT))
  expect(extra).toEqual([])
  expect(points.map(({ ok, skip }) => [ok, Boolean(skip)])).toEqual([
    [false, false],
    [true, true],
    [false, false],
  ])
  expect(results).toMatchObject({ count: 3, bailout: false, plan: { start: 1, end: 3 } })
})

test("GitHub: every line is one workflow command, whatever the texts", () => {
  const lines = githubReport(HOSTILE_REPORT).trimEnd().split("\n")
  expect(lines).toHaveLength(4)
  expect(lines.map((line) => /^::(error|warning|notice) title=[^:,]*::/.exec(line)?.[1])).toEqual([
    "error",
    "error",
    "warning",
    "notice",
  ])
})

test("GitHub: percent signs are escaped, so that no text decodes to a line break", () => {
  expect(githubReport(HOSTILE_REPORT)).not.toMatch(/%0A/)
  expect(githubReport(HOSTILE_REPORT)).toContain("%250A")
})

test("GitHub: what the baseline accepts is no annotation, and what it holds for nothing is a warning", () => {
  const text = githubReport(MIXED)
  expect(text).not.toContain("replay")
  expect(text).toContain("::warning title=header-case no longer fails::Take it out of the baseline.")
  expect(text).toContain(
    "::notice title=whk check::GitHub at http://localhost:3000/: 1 passed, 1 failed, 1 skipped.",
  )
})

test("Markdown: no text breaks a row, opens markup or ends a code span", () => {
  const text = markdownReport(HOSTILE_REPORT, undefined)
  const rows = text.split("\n").filter((line) => line.startsWith("|"))
  expect(rows.map((row) => row.match(/(?<!\\)\|/g)?.length)).toEqual([5, 5, 5, 5])
  const outsideCode = text.replace(/(?<!\\)`[^`\n]*`/g, "")
  expect(outsideCode).not.toMatch(/(?<!\\)<b>|(?<!\\)\[x|^not ok|^::/m)
  expect(text.split("\n").map((line) => (line.match(/(?<!\\)`/g) ?? []).length % 2)).not.toContain(1)
})

test.each([
  ["TAP", tapReport],
  ["GitHub", githubReport],
  ["JUnit", junitReport],
  ["Markdown", (report: Report) => markdownReport(report, undefined)],
])("%s: no control character reaches a terminal", (_, write) => {
  // oxlint-disable-next-line no-control-regex
  expect(write(HOSTILE_REPORT)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
})

test.each([
  ["error", false],
  ["warning", true],
])("GitHub: a bug is an %s where the baseline accepts its failures is %s", (level, isAccepted) => {
  const report = checkReport({
    cases: [caseResult({ id: "burst", ok: false, detail: "d" })],
    bugs: [bug("B.")],
    accepted: new Set(isAccepted ? ["burst"] : []),
  })
  expect(githubReport(report)).toMatch(new RegExp(`^::${level} title=B.::`))
})
