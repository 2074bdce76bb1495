import { join } from "node:path"
import { readFile } from "node:fs/promises"
import { ofType, type RunningWhk, startWhk } from "../../support/start-whk.ts"

export interface FaultRelayOptions {
  /** WHK_HOME; the data is below it unless `data` names another folder. */
  readonly home: string
  readonly data?: string
  readonly flags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** `whk relay` as a process of its own that a test breaks, with an inbox to send to. */
export interface FaultRelay extends AsyncDisposable {
  readonly url: string
  readonly key: string
  readonly data: string
  /** The running process; another one after `start`. */
  readonly process: RunningWhk
  /** Starts it again on the same data and port and resolves with the milliseconds until it was ready. */
  start(env?: Readonly<Record<string, string>>): Promise<number>
  /** The address of the inbox of this name, made if need be. */
  inbox(name?: string): Promise<string>
  /** Calls the management API and reads its JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- the tests say what they expect of it
  api(method: string, path: string, body?: unknown): Promise<any>
}

export async function startFaultRelay(options: FaultRelayOptions): Promise<FaultRelay> {
  const { home, data = join(home, "data"), flags = [] } = options
  let port = "0"
  let running!: RunningWhk
  let url = ""
  let key = ""

  async function start(env: Readonly<Record<string, string>> = options.env ?? {}): Promise<number> {
    const startedAt = performance.now()
    running = startWhk(["relay", "--port", port, "--data", data, "--rate", "0", ...flags], {
      WHK_HOME: home,
      ...env,
    })
    const ready = await running.line(ofType("ready"))
    const elapsedMs = performance.now() - startedAt
    url = String(ready["url"])
    port = new URL(url).port
    key = (await readFile(String(ready["keyFile"]), "utf8")).trim()
    return elapsedMs
  }

  async function api(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return text === "" ? null : JSON.parse(text)
  }

  await start()
  return {
    get url() {
      return url
    },
    get key() {
      return key
    },
    get process() {
      return running
    },
    data,
    start,
    async inbox(name = "faults") {
      const inbox = (await api("POST", "/v1/inboxes", { name })) as { readonly url: string }
      return inbox.url
    },
    api,
    async [Symbol.asyncDispose]() {
      await running.kill("SIGKILL")
    },
  }
}
