import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { freePort } from "./free-port.ts"
import { runWhk, temporaryFolder, type WhkOptions, type WhkResult } from "./run-whk.ts"
import { type RunningWhk, type StartOptions, startWhk } from "./start-whk.ts"

/** A WHK_HOME of its own and the processes that use it. */
export interface WhkHome extends AsyncDisposable {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
  /** Of the embedded relay. */
  readonly port: number
  /** Starts a long-running command; it is killed when the home is disposed of. */
  start(
    args: readonly string[],
    options?: StartOptions & { readonly env?: Readonly<Record<string, string>> },
  ): RunningWhk
  /** Runs a command to its end. */
  run(args: readonly string[], options?: WhkOptions): Promise<WhkResult>
  /** The process that hosts the relay, by its run file. */
  hostPid(): Promise<number>
}

/** An empty home whose embedded relay has a port of its own: tests that run at the same time do not share 4400. */
export async function whkHome(): Promise<WhkHome> {
  const folder = await temporaryFolder()
  const home = join(folder.path, "home")
  const env = { WHK_HOME: home }
  const running: RunningWhk[] = []
  await mkdir(join(home, "data"), { recursive: true, mode: 0o700 })
  const port = await freePort()
  await writeFile(join(home, "data", "port"), String(port))
  return {
    path: folder.path,
    env,
    port,
    start(args, { env: more, ...options } = {}) {
      const whk = startWhk(args, { ...env, ...more }, { cwd: folder.path, ...options })
      running.push(whk)
      return whk
    },
    run: (args, options) => runWhk(args, { cwd: folder.path, ...options, env: { ...env, ...options?.env } }),
    async hostPid() {
      const run = JSON.parse(await readFile(join(home, "run", "relay.json"), "utf8")) as { pid: number }
      return run.pid
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(running.map((whk) => whk.kill("SIGKILL")))
      await folder[Symbol.asyncDispose]()
    },
  }
}
