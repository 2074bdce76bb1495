import { runWhk, type WhkResult } from "./run-whk.ts"
import { startTestRelay, type TestRelay } from "./test-relay.ts"

/** A real relay and the real command line pointed at it. */
export interface ManagedRelay extends TestRelay {
  whk(...args: readonly string[]): Promise<WhkResult>
  /** The one JSON value that a command prints with --json; throws when it fails. */
  // oxlint-disable-next-line typescript/no-explicit-any -- the tests say what they expect of it
  json(...args: readonly string[]): Promise<any>
  /** The JSON lines of a command that streams, whatever its exit code. */
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  lines(...args: readonly string[]): Promise<any[]>
}

export async function startManagedRelay(
  options: { readonly timeScale?: number } = {},
): Promise<ManagedRelay> {
  const relay = await startTestRelay(options)
  const env = { WHK_RELAY: relay.url, WHK_API_KEY: relay.key }
  const whk = (...args: readonly string[]): Promise<WhkResult> => runWhk(args, { env })
  return {
    ...relay,
    whk,
    async json(...args) {
      const { exitCode, stdout, stderr } = await whk(...args, "--json")
      if (exitCode !== 0) throw new Error(`whk ${args.join(" ")} ended with ${exitCode}: ${stderr}`)
      return JSON.parse(stdout)
    },
    async lines(...args) {
      const { stdout } = await whk(...args, "--json")
      return stdout.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]))
    },
    [Symbol.asyncDispose]: () => relay[Symbol.asyncDispose](),
  }
}
