import { pathsFor } from "../config/paths.ts"
import type { LocatedRelay } from "../manage/running-relay.ts"
import type { Context } from "./context.ts"
import { LocalRelay } from "./local-relay.ts"
import { sealKeysOf } from "./seal-keys.ts"

/** The relay on this machine, which may run in this process. */
export interface RelayHere {
  /** Joins the one that runs, or hosts it. */
  locate(): Promise<LocatedRelay>
  readonly isHost: boolean
  close(): Promise<void>
}

// An attempt that was started on the way may end; a command that only lists something does not wait long for it.
const GRACE_MS = 5000
const MAX_BODY_BYTES = 25 * 1024 * 1024

/** The local store's relay for the time of one command; nothing is started before `locate`. */
export function prepareRelayHere({ env, clock }: Pick<Context, "env" | "clock">): RelayHere {
  const sealKeys = sealKeysOf(env)
  const local = new LocalRelay({
    paths: pathsFor(env),
    host: "127.0.0.1",
    // The port of the last relay, so that the addresses of inboxes stay what they were.
    port: "same",
    clock,
    maxBodyBytes: MAX_BODY_BYTES,
    timeScale: 1,
    allowPrivateTargets: true,
    ...(sealKeys && { sealKeys }),
  })
  return {
    locate: () => local.locate(),
    get isHost() {
      return local.hosted !== undefined
    },
    close: () => local.close(GRACE_MS),
  }
}
