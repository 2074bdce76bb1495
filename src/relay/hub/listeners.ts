import type { RequestInfo, Share } from "../../tunnel/frames.ts"
import type { Exchange } from "./exchange.ts"
import type { Session } from "./session.ts"

const REPLACED = { reason: "replaced", message: "another listener took this inbox" } as const

/** The sessions that hold one inbox, the newest last, and how they share it: as the newest of them asked. */
export class Listeners {
  #sessions: Session[] = []
  #share: Share = "newest"
  #turn = 0
  /** Also when it has left: it may still be asked whether it was there. */
  #latest: Session | null = null

  /** A listener comes. Those it takes the place of are told: all others, unless it shares; and its own former self. */
  add(session: Session): void {
    const { share, listener } = session.claim
    const leaving = this.#sessions.filter(
      (other) => share === "newest" || (listener !== undefined && other.claim.listener === listener),
    )
    this.#share = share
    this.#latest = session
    this.#sessions = [...this.#sessions.filter((other) => !leaving.includes(other)), session]
    for (const other of leaving) other.goAway(REPLACED)
  }

  /** False when it was gone already. */
  remove(session: Session): boolean {
    const had = this.#sessions.includes(session)
    this.#sessions = this.#sessions.filter((other) => other !== session)
    return had
  }

  /** Those that still listen. */
  get open(): readonly Session[] {
    return this.#sessions.filter(({ isOpen }) => isOpen)
  }

  /** The one whose wishes count. */
  get newest(): Session | null {
    return this.open.at(-1) ?? null
  }

  /** How many more requests they take together. */
  get room(): number {
    return this.#takers().reduce((sum, { room }) => sum + room, 0)
  }

  /** Who gets the next request and answers for it; null while nobody has room. */
  next(): Session | null {
    const takers = this.#takers().filter(({ hasRoom }) => hasRoom)
    return takers[this.#turn++ % Math.max(1, takers.length)] ?? null
  }

  /** Answers the ready probe of one of them, once, of the newest also while that is closing; undefined for any other. */
  probe(nonce: string, info: RequestInfo): Exchange | undefined {
    for (const session of [...this.open, this.#latest]) {
      const exchange = session?.probe(nonce, info)
      if (exchange) return exchange
    }
    return undefined
  }

  /** Who else gets a copy of what this session got. */
  othersOf(session: Session): readonly Session[] {
    if (this.#share !== "broadcast") return []
    return this.open.filter((other) => other !== session && other.hasRoom)
  }

  #takers(): readonly Session[] {
    const { open } = this
    return this.#share === "round-robin" ? open : open.slice(-1)
  }
}
