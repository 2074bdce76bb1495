import type { Clock } from "../../domain/clock.ts"
import { Buckets } from "./buckets.ts"

/** A sender may send this many seconds' worth at once. */
const BURST_SECONDS = 4
/** A workspace may take this many inboxes' worth together. */
const WORKSPACE_SHARE = 4

/**
 * How many deliveries an inbox, and all inboxes of a workspace together, may take in a second: one tenant's flood is
 * refused before its bodies are read.
 */
export class RateLimit {
  readonly #inboxes: Buckets
  readonly #workspaces: Buckets

  /** `perSecond` for each inbox. */
  constructor(clock: Clock, perSecond: number) {
    const size = (share: number) => ({
      perSecond: perSecond * share,
      burst: Math.max(1, perSecond * share * BURST_SECONDS),
    })
    this.#inboxes = new Buckets(clock, size(1))
    this.#workspaces = new Buckets(clock, size(WORKSPACE_SHARE))
  }

  /** Counts a delivery. Whole seconds to wait when there were too many, else null. */
  count({ id, workspace }: { readonly id: string; readonly workspace: string }): number | null {
    const wait = Math.max(this.#inboxes.wait(id), this.#workspaces.wait(workspace))
    if (wait > 0) return Math.ceil(wait)
    this.#inboxes.take(id)
    this.#workspaces.take(workspace)
    return null
  }
}
