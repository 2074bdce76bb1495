import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable, Writable } from "node:stream"
import type { Capture } from "../../src/capture/capture.ts"
import { writeCapture } from "../../src/capture/capture-file.ts"
import { parseCommandLine } from "../../src/program/program.ts"
import { createOutput } from "../../src/ui/output.ts"
import { FakeClock } from "./fake-clock.ts"

/** A folder that is not there: no settings, no profiles, no secrets. */
const NOWHERE = join(tmpdir(), "whk-test-nowhere")

/**
 * What `whk verify --json` prints for these captures, one parsed value each, run as one command line without the cost
 * of a process of its own.
 */
export async function verifyInProcess(
  captures: readonly Capture[],
  args: readonly string[],
): Promise<unknown[]> {
  let printed = ""
  const stdout = new Writable({
    write(chunk: Buffer, _, done) {
      printed += chunk.toString("utf8")
      done()
    },
  }) as NodeJS.WriteStream
  const stderr = new Writable({ write: (_, __, done) => done() }) as NodeJS.WriteStream
  const input = captures.map((capture) => `${writeCapture(capture)}\n`).join("")
  const stdin = Readable.from([Buffer.from(input)]) as NodeJS.ReadStream
  const env = { WHK_HOME: NOWHERE }
  const out = createOutput({ stdout, stderr, stdin, env, json: true, quiet: true, color: false })

  const parsed = await parseCommandLine(["verify", "--json", ...args])
  if (parsed.kind !== "run") throw new Error(parsed.text)
  const { run } = await parsed.load()
  const { program } = parsed
  await run(
    { env, cwd: NOWHERE, stdin, out, clock: new FakeClock(), stop: new AbortController().signal },
    { args: program.processedArgs, options: program.optsWithGlobals() },
  )
  return captures.length === 1
    ? [JSON.parse(printed)]
    : printed
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown)
}
