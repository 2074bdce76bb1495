import { createHash, randomBytes } from "node:crypto"
import type { Clock } from "../../domain/clock.ts"
import type { Caller } from "./access.ts"
import { encodeBase62 } from "./base62.ts"

/** How long a code opens the inspector. */
const LIVES_MS = 60_000
const RANDOM_BYTES = 16
/** Codes of one workspace that wait to be used; the oldest gives way. */
const MOST_WAITING = 20

interface Waiting {
  readonly caller: Caller
  readonly expiresAt: number
}

/**
 * Codes that open the inspector once. They live in memory alone: a relay that starts again has none, and whoever reads
 * its memory finds hashes.
 */
export class InspectorCodes {
  readonly #clock: Clock
  readonly #waiting = new Map<string, Waiting>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A new code for this caller; 128 random bits. */
  make(caller: Caller): { readonly code: string; readonly expiresAt: number } {
    this.#forgetOver()
    const own = [...this.#waiting].filter(([, waiting]) => waiting.caller.workspace === caller.workspace)
    if (own.length >= MOST_WAITING) this.#waiting.delete(own[0]![0])
    const code = encodeBase62(randomBytes(RANDOM_BYTES))
    const expiresAt = this.#clock.now() + LIVES_MS
    this.#waiting.set(hashOf(code), { caller, expiresAt })
    return { code, expiresAt }
  }

  /** Whose code this is, which it then is no more; null for one that is wrong, used or over. */
  take(code: string): Caller | null {
    this.#forgetOver()
    const hash = hashOf(code)
    const caller = this.#waiting.get(hash)?.caller ?? null
    this.#waiting.delete(hash)
    return caller
  }

  #forgetOver(): void {
    const now = this.#clock.now()
    for (const [hash, { expiresAt }] of this.#waiting) if (expiresAt <= now) this.#waiting.delete(hash)
  }
}

// Looked up by its hash, so that the time this takes tells nothing about the code that was meant.
function hashOf(code: string): string {
  return createHash("sha256").update(code, "utf8").digest("hex")
}
