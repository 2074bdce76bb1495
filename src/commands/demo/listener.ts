import type { Readable } from "node:stream"
import { createInterface } from "node:readline"
import { execa, type Options } from "execa"
import { WhkError } from "../../errors.ts"

export interface DemoListener {
  readonly pid: number
  readonly inboxUrl: string
  /** SIGKILL: no chance to say goodbye. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Starts `whk listen` as a process of its own and waits for its ready line. */
export async function startDemoListener(options: {
  readonly relay: string
  readonly key: string
  readonly forward: string
  readonly home: string
}): Promise<DemoListener> {
  const args = ["listen", "--forward", options.forward, "--inbox", "demo", "--relay", options.relay, "--json"]
  const settings = {
    env: { WHK_HOME: options.home, WHK_API_KEY: options.key },
    stdin: "ignore",
    reject: false,
    cleanup: true,
  } satisfies Options
  const child = execa(process.execPath, [process.argv[1] ?? "", ...args], settings)
  const ended = child.then(() => {})
  const ready = await Promise.race([firstReady(child.stdout), ended.then(() => undefined)])
  if (!ready) throw new WhkError("DEMO_FAILED", "The listener ended before it was ready.")
  if (ready.probe !== "ok") throw new WhkError("DEMO_FAILED", "The listener's probe did not come back.")
  return {
    pid: child.pid ?? 0,
    inboxUrl: ready.url,
    async kill() {
      child.kill("SIGKILL")
      await ended
    },
    async stop() {
      child.kill("SIGTERM")
      await ended
    },
  }
}

function firstReady(stdout: Readable): Promise<{ url: string; probe: string }> {
  return new Promise((resolve) => {
    createInterface({ input: stdout }).on("line", (line) => {
      const ready = readReady(line)
      if (ready) resolve(ready)
    })
  })
}

function readReady(line: string): { url: string; probe: string } | undefined {
  const value: unknown = JSON.parse(line)
  if (typeof value !== "object" || value === null || !("type" in value) || value.type !== "ready")
    return undefined
  return value as unknown as { url: string; probe: string }
}
