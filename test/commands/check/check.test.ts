import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { accepted, type Handle, handleRightly } from "../../../src/check/self-test/receiver.ts"
import { firstHeader } from "../../../src/domain/headers.ts"
import { checkedHandler } from "../../support/checked-handler.ts"
import { runWhk, temporaryFolder } from "../../support/run-whk.ts"

interface Printed {
  readonly ok: boolean
  readonly cases: readonly { readonly id: string; readonly ok: boolean | null; readonly accepted: boolean }[]
  readonly diagnosis: readonly { readonly id: string }[]
  readonly baseline: { readonly stale: readonly string[] }
}

const printed = ({ stdout }: { readonly stdout: string }): Printed => JSON.parse(stdout) as Printed

const everything: Handle = (_, { provider }) => accepted(provider)

/** Fails a single case. */
const small: Handle = (received, receiver) =>
  received.body.length > 100_000 ? { status: 413 } : handleRightly(received, receiver)

test("a correct handler exits 0", async () => {
  await using handler = await checkedHandler()
  const { exitCode, stdout } = await handler.check()
  expect(stdout).toMatch(/^\d+ passed, 0 failed, \d+ skipped\n$/)
  expect(exitCode).toBe(0)
})

test("a handler that answers 200 to everything exits 1, and the first line says that it does not verify", async () => {
  await using handler = await checkedHandler(everything)
  const { exitCode, stdout } = await handler.check()
  expect(exitCode).toBe(1)
  expect(stdout.split("\n")[0]).toBe("✗ The handler does not verify at all.")
})

test("--json is the whole report in one value", async () => {
  await using handler = await checkedHandler(small)
  const result = await handler.check(["--json"])
  expect(result.exitCode).toBe(1)
  expect(printed(result)).toMatchObject({
    target: handler.url,
    provider: "github",
    ok: false,
    passed: expect.any(Number),
    failed: 1,
    skipped: expect.any(Number),
    diagnosis: [
      { id: "body-limit", title: expect.any(String), proof: expect.any(String), fix: expect.any(Object) },
    ],
  })
  expect(printed(result).cases.find(({ id }) => id === "genuine-large")).toEqual({
    id: "genuine-large",
    title: "a body of 512 KiB is accepted",
    expect: "accept",
    ok: false,
    accepted: false,
    skipped: null,
    status: 413,
    elapsedMs: expect.any(Number),
    detail: "answered 413; success is any 2xx",
  })
})

test("--case runs only these, --skip all but these", async () => {
  await using handler = await checkedHandler()
  const only = await handler.check(["--case", "genuine", "burst", "--json"])
  expect(printed(only).cases.map(({ id }) => id)).toEqual(["genuine", "burst"])
  const rest = await handler.check(["--skip", "burst", "--json"])
  expect(printed(rest).cases.map(({ id }) => id)).not.toContain("burst")
})

test.each(["--case", "--skip"])("%s with what is no case exits 2 and names it", async (flag) => {
  const { exitCode, stderr } = await runWhk(["check", "3000", flag, "nonsense"])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('"nonsense" is not a case.')
})

test("--list sends nothing and tells what each case expects, or why it is skipped", async () => {
  const { exitCode, stdout } = await runWhk([
    "check",
    "--list",
    "--provider",
    "github",
    "--secret",
    "x".repeat(32),
  ])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/genuine-pretty +accept/)
  expect(stdout).toMatch(/timestamp-stale +skipped +GitHub signs no time/)
})

test("equal seeds send equal bodies and ids, and another seed sends others", async () => {
  await using handler = await checkedHandler()
  const bodies = async (seed: string): Promise<string[]> => {
    const before = handler.received.length
    await handler.check(["--seed", seed, "--case", "genuine", "genuine-pretty", "burst"])
    return handler.received
      .slice(before)
      .map(({ body, headers }) => `${firstHeader(headers, "x-github-delivery")} ${body.toString()}`)
      .toSorted()
  }
  const first = await bodies("7")
  expect(await bodies("7")).toEqual(first)
  expect(await bodies("8")).not.toEqual(first)
})

test("a baseline accepts what failed when it was written, and a new failure still fails", async () => {
  await using folder = await temporaryFolder()
  await using handler = await checkedHandler(small)
  const options = { cwd: folder.path }
  expect((await handler.check(["--write-baseline", "known.json"], options)).exitCode).toBe(0)
  const again = await handler.check(["--baseline", "known.json"], options)
  expect(again.exitCode).toBe(0)
  expect(again.stdout).toContain("1 accepted")
  await using worse = await checkedHandler(everything)
  expect((await worse.check(["--baseline", "known.json"], options)).exitCode).toBe(1)
})

test("what a baseline accepts for nothing is told", async () => {
  await using folder = await temporaryFolder()
  await using handler = await checkedHandler()
  await writeFile(join(folder.path, "known.json"), '{"whk":"check-baseline/1","accepted":["burst"]}')
  const args = ["--baseline", "known.json"]
  const { exitCode, stdout } = await handler.check(args, { cwd: folder.path })
  expect(exitCode).toBe(0)
  expect(stdout).toContain("burst no longer fails: take it out of the baseline")
})

test.each([
  ["pretty", /\d+ passed, 1 failed/],
  ["json", /^\{\n {2}"target"/],
  ["junit", /^<\?xml[^]*<failure[^]*<\/testsuites>\n$/],
  ["tap", /^TAP version 14\n1\.\.\d+\n[^]*not ok/],
  ["github", /^::error title=The handler does not take a body of 512 KiB\.::/],
  ["markdown", /^## ❌ whk check: GitHub/],
])("--format %s prints the report so", async (format, pattern) => {
  await using handler = await checkedHandler(small)
  const { exitCode, stdout } = await handler.check(["--format", format])
  expect(stdout).toMatch(pattern)
  expect(exitCode).toBe(1)
})

test("--junit writes a file beside what is printed, and --format github adds to the job's summary", async () => {
  await using folder = await temporaryFolder()
  await using handler = await checkedHandler(small)
  const summary = join(folder.path, "summary.md")
  const args = ["--junit", "report.xml", "--format", "github"]
  await handler.check(args, { cwd: folder.path, env: { GITHUB_STEP_SUMMARY: summary } })
  expect(await readFile(join(folder.path, "report.xml"), "utf8")).toContain("</testsuites>")
  expect(await readFile(summary, "utf8")).toContain("## ❌ whk check")
})

test("an unknown format exits 2 before anything is sent", async () => {
  await using handler = await checkedHandler()
  expect((await handler.check(["--format", "xml"])).exitCode).toBe(2)
  expect(handler.received).toEqual([])
})
