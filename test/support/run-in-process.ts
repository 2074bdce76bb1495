import { Readable, Writable } from "node:stream"
import type { Clock } from "../../src/domain/clock.ts"
import { parseCommandLine } from "../../src/program/program.ts"
import { createOutput } from "../../src/ui/output.ts"

export interface InProcess {
  readonly clock: Clock
  readonly stop?: AbortSignal
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** As if somebody sat at a terminal. */
  readonly interactive?: boolean
}

/** One command line run in this process, on a clock of the test's own. */
export interface Running {
  /** The exit code; rejects with what the command throws. */
  readonly done: Promise<number>
  /** The JSON lines on stdout so far. */
  // oxlint-disable-next-line typescript/no-explicit-any -- the tests say what they expect of it
  lines(): any[]
  stderr(): string
}

/** Runs `whk <args> --json` without a process of its own; stdin is empty. */
export function runInProcess(args: readonly string[], world: InProcess): Running {
  const printed = { stdout: "", stderr: "" }
  const into = (name: keyof typeof printed): NodeJS.WriteStream =>
    new Writable({
      write(chunk: Buffer, _, done) {
        printed[name] += chunk.toString("utf8")
        done()
      },
    }) as NodeJS.WriteStream
  const [stdout, stderr] = [into("stdout"), into("stderr")]
  const stdin = Readable.from([]) as unknown as NodeJS.ReadStream
  const env = world.env ?? {}
  const out = createOutput({ stdout, stderr, stdin, env, json: true, quiet: false, color: false })

  async function run(): Promise<number> {
    const parsed = await parseCommandLine([...args, "--json"])
    if (parsed.kind !== "run") throw new Error(parsed.text)
    const { run: command } = await parsed.load()
    const { program } = parsed
    const stop = world.stop ?? new AbortController().signal
    const screen = { ...out, interactive: world.interactive ?? false }
    const context = { env, cwd: world.cwd ?? "/", stdin, out: screen, clock: world.clock, stop }
    return await command(context, { args: program.processedArgs, options: program.optsWithGlobals() })
  }
  return {
    done: run(),
    lines: () => printed.stdout.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)])),
    stderr: () => printed.stderr,
  }
}
