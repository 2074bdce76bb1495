import { WhkError } from "../errors.ts"
import type { Context } from "./context.ts"

/** A relay inside this process. */
export interface RelayHere {
  readonly url: string
  readonly key: string
  close(): Promise<void>
}

/** Hosts the local store in this process, so that a command works where no relay runs. */
export async function hostRelayHere(_context: Context): Promise<RelayHere> {
  throw new WhkError("RELAY_UNREACHABLE", "No relay is configured, and none is running on this machine.")
}
