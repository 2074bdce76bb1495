import type { Context } from "./commands/context.ts"
import { systemClock } from "./domain/clock.ts"
import { asWhkError, EXIT } from "./errors.ts"
import { repairs } from "./files/private-file.ts"
import { globalFlags, parseCommandLine } from "./program/program.ts"
import { createOutput, type Output } from "./ui/output.ts"

const argv = process.argv.slice(2)
const flags = globalFlags(argv)
const out = createOutput({
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  json: flags.json === true,
  quiet: flags.quiet === true,
  color: flags.color !== false,
})

repairs.subscribe((sentence) => out.warn(String(sentence)))
process.stdout.on("error", endOnBrokenPipe)
process.on("uncaughtException", (error) => process.exit(report(error, out)))
await finish(await main().catch((error: unknown) => report(error, out)))

async function main(): Promise<number> {
  const parsed = await parseCommandLine(argv)
  if (parsed.kind === "print") {
    process.stdout.write(parsed.text)
    return EXIT.done
  }
  const { run } = await parsed.load()
  const options = parsed.program.optsWithGlobals()
  const code = await run(createContext(), { args: parsed.program.processedArgs, options })
  return code
}

function createContext(): Context {
  const stopping = new AbortController()
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      // The second signal does not wait: what is stored is safe, the rest is the user's choice.
      if (stopping.signal.aborted) process.exit(signal === "SIGINT" ? EXIT.interrupted : EXIT.terminated)
      stopping.abort(signal)
    })
  }
  return {
    env: process.env,
    cwd: process.cwd(),
    stdin: process.stdin,
    out,
    clock: systemClock,
    stop: stopping.signal,
  }
}

/** Prints what went wrong and returns the exit code. */
function report(error: unknown, output: Output): number {
  if (process.env["WHK_DEBUG"] === "1")
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  const expected = asWhkError(error)
  output.error(expected)
  return expected.exitCode
}

/** Whoever read our output has left (`whk events | head -1`): nothing more to say. */
function endOnBrokenPipe(error: NodeJS.ErrnoException): void {
  process.exit(error.code === "EPIPE" ? EXIT.done : EXIT.bug)
}

/** Exits once everything written to a pipe has been taken. */
async function finish(code: number): Promise<never> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write("", () => resolve()))
  }
  process.exit(code)
}
