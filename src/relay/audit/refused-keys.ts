import type { Clock, Timer } from "../../domain/clock.ts"
import type { AuditLog } from "./audit-log.ts"

const WINDOW_MS = 60_000
/** Addresses told apart in one window; the rest are counted together. */
const MOST_ADDRESSES = 100

/** Counts wrong API keys and writes them down once a minute, an entry for each address, in the relay's first workspace. */
export class RefusedKeys {
  readonly #audit: AuditLog
  readonly #clock: Clock
  readonly #workspace: string
  readonly #counts = new Map<string | null, number>()
  #timer: Timer | undefined

  constructor(options: { readonly audit: AuditLog; readonly clock: Clock; readonly workspace: string }) {
    this.#audit = options.audit
    this.#clock = options.clock
    this.#workspace = options.workspace
  }

  count(address: string | null): void {
    const key = this.#counts.has(address) || this.#counts.size < MOST_ADDRESSES ? address : null
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    // A failed store is told by everything else that needs it.
    this.#timer ??= this.#clock.startTimer(WINDOW_MS, () => void this.flush().catch(() => {}))
  }

  /** Writes down what was counted so far. */
  async flush(): Promise<void> {
    this.#timer?.cancel()
    this.#timer = undefined
    const counts = [...this.#counts]
    this.#counts.clear()
    await Promise.all(
      counts.map(([address, count]) => {
        const detail = `${count} ${count === 1 ? "key was" : "keys were"} not valid`
        return this.#audit.notice(this.#workspace, { action: "sign-in refused", address, detail })
      }),
    )
  }
}
