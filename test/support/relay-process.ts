import { runWhk, temporaryFolder, type WhkResult } from "./run-whk.ts"
import { ofType, type RunningWhk, startWhk } from "./start-whk.ts"

/** `whk relay` as a process of its own on a free port, and the command line on the same machine. */
export interface RelayProcess extends AsyncDisposable {
  readonly url: string
  /** The folder that is WHK_HOME to the relay and to every command. */
  readonly home: string
  readonly workspace: string
  /** What the commands printed so far, in order. */
  readonly transcript: readonly { readonly args: readonly string[]; readonly output: string }[]
  whk(...args: readonly string[]): Promise<WhkResult>
  /** The one JSON value that a command prints with --json; throws when it does not end with 0. */
  // oxlint-disable-next-line typescript/no-explicit-any -- the tests say what they expect of it
  json(...args: readonly string[]): Promise<any>
  /** The JSON lines of a command that streams, whatever its exit code. */
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  lines(...args: readonly string[]): Promise<any[]>
  /** Ends the relay without warning. */
  kill(): Promise<void>
  /** Starts it again on the same data and port. */
  start(): Promise<void>
  /** Both. */
  killAndRestart(): Promise<void>
}

export async function startRelayProcess(flags: readonly string[] = []): Promise<RelayProcess> {
  const home = await temporaryFolder()
  const env = { WHK_HOME: home.path }
  const start = async (port: string): Promise<{ relay: RunningWhk; url: string; workspace: string }> => {
    const relay = startWhk(["relay", "--port", port, ...flags], env)
    const { url, workspace } = await relay.line(ofType("ready"))
    return { relay, url: String(url), workspace: String(workspace) }
  }
  let running = await start("0")
  const transcript: { args: readonly string[]; output: string }[] = []

  const whk = async (...args: readonly string[]): Promise<WhkResult> => {
    const result = await runWhk(args, { env })
    transcript.push({ args, output: result.stdout + result.stderr })
    return result
  }
  const kill = async (): Promise<void> => void (await running.relay.kill("SIGKILL"))
  const restart = async (): Promise<void> => void (running = await start(new URL(running.url).port))
  return {
    url: running.url,
    home: home.path,
    workspace: running.workspace,
    transcript,
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
    kill,
    start: restart,
    async killAndRestart() {
      await kill()
      await restart()
    },
    async [Symbol.asyncDispose]() {
      await running.relay.kill("SIGKILL")
      await home[Symbol.asyncDispose]()
    },
  }
}
