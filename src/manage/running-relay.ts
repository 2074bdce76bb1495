import { join } from "node:path"
import { request } from "undici"
import { isLoopbackHost } from "../domain/target.ts"
import { readPrivateFile } from "../files/private-file.ts"

/** Where a relay is and what opens it. */
export interface LocatedRelay {
  readonly url: string
  readonly key: string
}

/** A relay on this machine that proved to be the one that wrote the run file. */
export interface RunningRelay extends LocatedRelay {
  /** Hosted by a listener or a single command, whose place another one may take. */
  readonly embedded: boolean
}

const ANSWER_TIMEOUT_MS = 2000

/**
 * The relay running on this machine, or undefined. Its local key is read only after `/healthz` at the recorded
 * address showed the recorded instance: another program may have taken the port since.
 */
export async function findRunningRelay(runFolder: string): Promise<RunningRelay | undefined> {
  const recorded = readRunFile(join(runFolder, "relay.json"))
  if (!recorded || (await instanceAt(recorded.url)) !== recorded.instance) return undefined
  const key = readOwn(recorded.keyFile)
  return key === undefined ? undefined : { url: recorded.url, key: key.trim(), embedded: recorded.embedded }
}

/** Whether a relay's address, however the loopback host is written, is that of the running relay. */
export function isRunningRelay(url: string, running: LocatedRelay): boolean {
  const [asked, found] = [new URL(url), new URL(running.url)]
  if (asked.pathname !== found.pathname || asked.protocol !== found.protocol) return false
  return (
    asked.host === found.host ||
    (asked.port === found.port && isLoopbackHost(asked.hostname) && isLoopbackHost(found.hostname))
  )
}

interface RunFile {
  readonly url: string
  readonly instance: string
  readonly keyFile: string
  readonly embedded: boolean
}

function readRunFile(path: string): RunFile | undefined {
  try {
    const { url, instance, keyFile, embedded } = (JSON.parse(readOwn(path) ?? "null") ?? {}) as Partial<
      Record<keyof RunFile, unknown>
    >
    if (typeof url !== "string" || typeof instance !== "string" || typeof keyFile !== "string")
      return undefined
    return URL.canParse(url)
      ? { url: url.replace(/\/+$/, ""), instance, keyFile, embedded: embedded === true }
      : undefined
  } catch {
    // A file cut off by a crash is as good as none.
    return undefined
  }
}

/** A file that this user may not read, or should not trust, is as good as none. */
function readOwn(path: string): string | undefined {
  try {
    return readPrivateFile(path)
  } catch {
    return undefined
  }
}

async function instanceAt(url: string): Promise<string | undefined> {
  try {
    const answer = await request(`${url}/healthz`, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) })
    const health: unknown = await answer.body.json()
    if (typeof health !== "object" || health === null || !("instance" in health)) return undefined
    return typeof health.instance === "string" ? health.instance : undefined
  } catch {
    return undefined
  }
}
