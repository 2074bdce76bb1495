import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { temporaryFolder } from "../../support/run-whk.ts"
import { ofType, type RunningWhk, type StartOptions, startWhk } from "../../support/start-whk.ts"

export interface ChainOptions {
  /** Where the listener forwards to. */
  readonly forward: string | number
  readonly relayFlags?: readonly string[]
  readonly listenFlags?: readonly string[]
  readonly relay?: StartOptions
  readonly relayEnv?: Readonly<Record<string, string>>
}

/** A relay and a listener as two processes, as in real life. */
export interface Chain extends AsyncDisposable {
  readonly relay: RunningWhk
  readonly listener: RunningWhk
  readonly relayUrl: string
  /** The inbox's public address. */
  readonly inbox: URL
  readonly env: Readonly<Record<string, string>>
  /** This machine's key at the relay. */
  readonly key: string
  /** Starts one more listener on the same inbox. */
  listen(): RunningWhk
}

export async function startChain(options: ChainOptions): Promise<Chain> {
  const home = await temporaryFolder()
  const env = { WHK_HOME: home.path }
  const relay = startWhk(
    ["relay", "--port", "0", "--rate", "0", ...(options.relayFlags ?? [])],
    { ...env, ...options.relayEnv },
    options.relay,
  )
  const { url } = await relay.line(ofType("ready"))
  const running = [relay]
  const listen = (): RunningWhk => {
    const args = ["listen", "--relay", String(url), "--forward", String(options.forward), "--inbox", "chain"]
    const listener = startWhk([...args, ...(options.listenFlags ?? [])], env)
    running.push(listener)
    return listener
  }
  const listener = listen()
  const ready = await listener.line(ofType("ready"))
  return {
    relay,
    listener,
    relayUrl: String(url),
    inbox: new URL(String(ready["url"])),
    env,
    key: (await readFile(join(home.path, "data", "local.key"), "utf8")).trim(),
    listen,
    async [Symbol.asyncDispose]() {
      await Promise.all(running.map((whk) => whk.kill("SIGKILL")))
      await home[Symbol.asyncDispose]()
    },
  }
}
