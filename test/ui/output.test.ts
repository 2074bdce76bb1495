import { closeSync, openSync } from "node:fs"
import { join } from "node:path"
import { PassThrough } from "node:stream"
import { expect, test } from "vitest"
import { WhkError } from "../../src/errors.ts"
import { createOutput, type OutputOptions } from "../../src/ui/output.ts"
import { temporaryFolder } from "../support/run-whk.ts"

/** A stream that says of itself whether it is a terminal. */
function stream(isTTY: boolean): NodeJS.WriteStream {
  return Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.WriteStream
}

function outputWith(changes: Partial<OutputOptions> = {}) {
  const stdin = stream(true) as unknown as NodeJS.ReadStream
  const terminal = { stdout: stream(true), stderr: stream(true), stdin, env: {} }
  return createOutput({ ...terminal, json: false, quiet: false, color: true, ...changes })
}

test("progress is shown only where somebody can see it and it gets into nobody's way", () => {
  expect(outputWith().progressTo).toBeDefined()
  for (const without of [
    { json: true },
    { quiet: true },
    { stderr: stream(false) },
    // Behind a pipe there may be a pager on the same screen.
    { stdout: stream(false) },
    { env: { CI: "true" } },
    { env: { TERM: "dumb" } },
  ])
    expect(outputWith(without).progressTo, JSON.stringify(without)).toBeUndefined()
})

test("progress is shown where stdout goes into a file or nowhere", async () => {
  await using folder = await temporaryFolder()
  for (const path of [join(folder.path, "out"), "/dev/null"]) {
    const fd = openSync(path, "w")
    const stdout = Object.assign(stream(false), { fd })
    expect(outputWith({ stdout }).progressTo, path).toBeDefined()
    closeSync(fd)
  }
})

test("questions are asked only where somebody can read and answer them", () => {
  expect(outputWith().interactive).toBe(true)
  const stdin = stream(false) as unknown as NodeJS.ReadStream
  for (const without of [{ json: true }, { stdout: stream(false) }, { stdin }])
    expect(outputWith(without).interactive, Object.keys(without).join()).toBe(false)
})

test.each([
  [{ COLUMNS: "60" }, 120, true, 60],
  [{}, 120, true, 120],
  // A terminal that does not know its width says 0.
  [{}, 0, true, 80],
  [{}, undefined, false, Infinity],
])("with %o a terminal of %s columns (%s) has lines of %s", (env, columns, isTTY, width) => {
  const stdout = Object.assign(stream(isTTY), { columns })
  expect(outputWith({ env, stdout }).columns).toBe(width)
})

/** Everything that can be said, and what of it came out. */
function sayAll(changes: Partial<OutputOptions>): { readonly stdout: string; readonly stderr: string } {
  const [stdout, stderr] = [stream(false), stream(false)]
  const out = outputWith({ stdout, stderr, ...changes })
  out.data("data")
  out.value({ value: 1 })
  out.line({ line: 1 })
  out.talk("talk")
  out.warn("careful")
  out.error(new WhkError("USAGE", "wrong", { hint: "right" }))
  const textOf = (from: NodeJS.WriteStream): string => String((from as unknown as PassThrough).read() ?? "")
  return { stdout: textOf(stdout), stderr: textOf(stderr) }
}

test("--quiet keeps talk away and nothing else; --json leaves nothing but JSON on stdout", () => {
  const [plain, quiet, json] = [sayAll({}), sayAll({ quiet: true }), sayAll({ json: true })]
  expect(plain.stdout).toBe("data\n")
  expect(plain.stderr).toBe("talk\nwarning careful\nerror wrong\n  → right\n")
  expect(quiet).toEqual({ ...plain, stderr: plain.stderr.replace("talk\n", "") })
  expect(json.stdout).toBe('{\n  "value": 1\n}\n{"line":1}\n')
  expect(JSON.parse(json.stderr.split("\n")[2]!)).toEqual({
    error: { code: "USAGE", message: "wrong", hint: "right" },
  })
})

test("a view is drawn only on a terminal that can be drawn on", () => {
  expect(outputWith().terminal).toBeDefined()
  expect(outputWith({ env: { TERM: "dumb" } }).terminal).toBeUndefined()
  expect(outputWith({ stdout: stream(false) }).terminal).toBeUndefined()
  expect(outputWith({ json: true }).terminal).toBeUndefined()
})

test("what goes to the terminal can be handed to whoever draws on it; what goes elsewhere is not", () => {
  const [stdout, stderr] = [stream(false), stream(true)]
  const out = outputWith({ stdout, stderr, color: false })
  const taken: string[] = []
  const end = out.divert((text) => void taken.push(text))
  out.data("data")
  out.talk("talk")
  out.warn("evil \u001b[2J")
  end()
  out.talk("after")
  expect(taken).toEqual(["talk", "warning evil \\x1b[2J"])
  expect(String((stdout as unknown as PassThrough).read())).toBe("data\n")
  expect(String((stderr as unknown as PassThrough).read())).toBe("after\n")
})

test.each([
  [{}, true, 1],
  [{ NO_COLOR: "1" }, true, 0],
  [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true, 0],
  [{ FORCE_COLOR: "1" }, false, 1],
  [{ FORCE_COLOR: "0" }, true, 0],
  [{ FORCE_COLOR: "false" }, true, 0],
  [{ FORCE_COLOR: "2" }, false, 2],
  [{ FORCE_COLOR: "3" }, false, 3],
  [{ COLORTERM: "truecolor" }, true, 3],
  [{ TERM: "dumb" }, true, 0],
  [{}, false, 0],
])("with %o, a terminal: %s, colours have level %s", (env, isTTY, level) => {
  const out = outputWith({ env, stdout: stream(isTTY), stderr: stream(isTTY) })
  expect(out.color.level).toBe(level)
  expect(out.talkColor.level).toBe(level)
  expect(outputWith({ env, color: false }).color.level).toBe(0)
})
