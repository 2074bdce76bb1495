import { pathsFor } from "../config/paths.ts"
import { hostRelay } from "../relay/host.ts"
import type { Context } from "./context.ts"

/** A relay inside this process. */
export interface RelayHere {
  readonly url: string
  readonly key: string
  close(): Promise<void>
}

const GRACE_MS = 2000

/** Hosts the local store in this process for one command, on a free port that nobody else is told. */
export async function hostRelayHere(context: Context): Promise<RelayHere> {
  const relay = await hostRelay({
    paths: pathsFor(context.env),
    host: "127.0.0.1",
    port: 0,
    clock: context.clock,
    maxBodyBytes: 25 * 1024 * 1024,
    timeScale: 1,
    allowPrivateTargets: true,
  })
  return { url: relay.url, key: relay.key, close: () => relay.close(GRACE_MS) }
}
