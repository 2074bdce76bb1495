import { PassThrough } from "node:stream"
import { expect, test } from "vitest"
import { createOutput, type OutputOptions } from "../../src/ui/output.ts"

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
  [{ TERM: "dumb" }, true, 0],
  [{}, false, 0],
])("with %o, a terminal: %s, colours have level %s", (env, isTTY, level) => {
  const out = outputWith({ env, stdout: stream(isTTY), stderr: stream(isTTY) })
  expect(out.color.level).toBe(level)
  expect(out.talkColor.level).toBe(level)
  expect(outputWith({ env, color: false }).color.level).toBe(0)
})
