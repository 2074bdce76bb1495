import { setTimeout } from "node:timers/promises"
import { WhkError } from "../errors.ts"
import { findRunningRelay, type LocatedRelay, type RunningRelay } from "../manage/running-relay.ts"
import { type HostedRelay, type HostOptions, hostRelay } from "../relay/host.ts"

const LOOK_AGAIN_MS = 50
/** A relay that stops lets go of its data within this time, unless somebody gave it more with `--grace`. */
const LOOK_FOR_MS = 12_000

export interface LocalRelayOptions extends HostOptions {
  /** Aborted: `locate` gives up. */
  readonly stop?: AbortSignal
}

/**
 * The relay on this machine: joins the one that runs, or hosts it in this process. Asked again after the host has
 * left, whoever gets the lock on the data folder first takes over its port and data; the others join.
 */
export class LocalRelay {
  readonly #options: LocalRelayOptions
  #hosted: HostedRelay | undefined
  #joined: RunningRelay | undefined

  constructor(options: LocalRelayOptions) {
    this.#options = options
  }

  /** The relay that runs in this process. */
  get hosted(): HostedRelay | undefined {
    return this.#hosted
  }

  /** Throws RELAY_UNREACHABLE when a relay holds the data folder and does not answer. */
  async locate(): Promise<LocatedRelay> {
    if (this.#hosted) return this.#hosted
    const { clock, paths, stop } = this.#options
    const giveUpAt = clock.now() + LOOK_FOR_MS
    while (clock.now() < giveUpAt && !stop?.aborted) {
      const running = await findRunningRelay(paths.run)
      if (running) return (this.#joined = running)
      // A relay that runs by itself is started again by whoever started it; in its place we would be in its way.
      if (this.#joined?.embedded === false) {
        throw new WhkError("RELAY_UNREACHABLE", `The relay at ${this.#joined.url} is gone.`)
      }
      const hosted = await this.#tryToHost()
      if (hosted) return hosted
      // Somebody holds the lock and has not said yet where it listens, or is about to let go.
      await setTimeout(LOOK_AGAIN_MS)
    }
    throw new WhkError("RELAY_UNREACHABLE", `A relay holds "${paths.data}" and does not answer.`, {
      hint: "Stop that process, or name a relay with --relay.",
    })
  }

  async close(graceMs: number): Promise<void> {
    await this.#hosted?.close(graceMs)
  }

  async #tryToHost(): Promise<HostedRelay | undefined> {
    try {
      return (this.#hosted = await hostRelay(this.#options))
    } catch (error) {
      if (error instanceof WhkError && error.code === "DATA_FOLDER_LOCKED") return undefined
      throw error
    }
  }
}
