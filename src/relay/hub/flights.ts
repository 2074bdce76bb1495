import type { Clock } from "../../domain/clock.ts"
import { isSuccess, type RetryOwner } from "../../domain/delivery.ts"
import type { InboxRow, Settlement, Store } from "../../store/port.ts"
import type { ResponseInfo } from "../../tunnel/frames.ts"
import { attemptRow } from "./attempt-row.ts"
import { sendCopy } from "./copies.ts"
import { type Departure, type Flight, statusBefore } from "./flight.ts"
import type { Listeners } from "./listeners.ts"
import type { Session } from "./session.ts"
import type { SenderRules } from "./sender-rules.ts"
import { asReset, type FailureOwner, settlementOf, unanswered } from "./settlement.ts"
import type { RepeatedAnswer } from "./waiter.ts"

/** What the flights need of their inbox. */
export interface FlightWorld {
  readonly store: Store
  readonly clock: Clock
  readonly timeScale: number
  readonly listeners: Listeners
  /** As they are now. */
  readonly inbox: () => InboxRow
  readonly rules: () => SenderRules
  readonly sessionEpoch: () => number
  /** How long the next listener has to take up what was in flight when one died. */
  readonly holdMs: () => number
  /** An attempt ended, or has to be taken up by another listener: there is something to do. */
  readonly onChange: () => void
  /** A delivery is due at that time. */
  readonly onDue: (time: number) => void
}

/** The attempts in flight to the listeners of one inbox, and those whose listener died a moment ago. */
export class Flights {
  readonly #world: FlightWorld
  readonly #flying = new Map<string, Flight>()
  #lost: Flight[] = []

  constructor(world: FlightWorld) {
    this.#world = world
  }

  /** How many attempts are held in all. */
  get size(): number {
    return this.#flying.size + this.#lost.length
  }

  has(delivery: string): boolean {
    return this.find(delivery) !== undefined
  }

  find(delivery: string): Flight | undefined {
    return this.#flying.get(delivery) ?? this.#lost.find((lost) => lost.delivery.id === delivery)
  }

  all(): Flight[] {
    return [...this.#flying.values(), ...this.#lost]
  }

  /** Sends an attempt on its way; null when no listener has room for it, and then nothing has happened. */
  start(departure: Departure): Flight | null {
    const session = this.#world.listeners.next()
    if (!session) return null
    const flight: Flight = {
      ...departure,
      exchange: null,
      abandoned: false,
      hold: null,
      done: Promise.resolve(),
    }
    this.#launch(flight, session)
    return flight
  }

  /** Sends the first of the lost ones to a listener that has room; false when there is no such pair. */
  restart(): boolean {
    const [lost] = this.#lost
    const session = lost && this.#world.listeners.next()
    if (!session || !this.#recover(lost)) return false
    this.#launch(lost, session)
    return true
  }

  /** The delivery could not be stored: its sender will send it again, the app should stop. */
  abandon(flight: Flight): void {
    flight.abandoned = true
    flight.waiter?.giveUp()
    flight.exchange?.cancel("the relay could not store this delivery")
    this.#flying.delete(flight.delivery.id)
    this.#recover(flight)
    this.#world.onChange()
  }

  /** Resolves when everything in flight is written down; what has lost its listener goes back to the queue. */
  async drain(): Promise<void> {
    await Promise.all(this.#lost.map((lost) => this.#expire(lost)))
    await Promise.all([...this.#flying.values()].map(({ done }) => done))
  }

  /** An answer repeated after a reconnect: it settles what is still open and is acknowledged. */
  async repeated(session: Session, answer: RepeatedAnswer): Promise<void> {
    const { info, body } = answer
    const { delivery: id, attempt } = info
    const flight = this.find(id)
    const isThis = flight?.attempt === attempt
    if (isThis && flight.hold === null) {
      // A sender cannot be given half an answer: the policy answers it, and the outcome still counts.
      if (!answer.isWhole) flight.waiter?.giveUp()
      flight.exchange?.accept(info, body, true)
      return
    }
    const lost = isThis && this.#recover(flight) ? flight : undefined
    const delivery = lost?.delivery ?? (await this.#world.store.deliveryById(id))
    const inbox = this.#world.inbox().id
    if (!delivery || delivery.origin.kind !== "inbox" || delivery.origin.inbox !== inbox) return
    const isTold = this.#mayTell(info) && lost?.waiter?.takeFromMemory(answer) === true
    if (!isTold) lost?.waiter?.giveUp()
    await this.#record(lost, info, {
      owner: isTold ? "provider" : this.#ownerOf(lost),
      kept: body,
      url: session.forward,
    })
    session.ack({ delivery: id, attempt })
  }

  #launch(flight: Flight, session: Session): void {
    this.#flying.set(flight.delivery.id, flight)
    flight.done = this.#run(flight, session)
  }

  async #run(flight: Flight, session: Session): Promise<void> {
    const { delivery, attempt, kind, waiter, body } = flight
    const { id, request, bodyBytes, createdAt: receivedAt } = delivery
    const { listeners, sessionEpoch } = this.#world
    const info = { delivery: id, attempt, epoch: sessionEpoch(), kind, ...request, bodyBytes, receivedAt }
    const exchange = session.push(info, body)
    flight.exchange = exchange
    for (const other of listeners.othersOf(session)) sendCopy(other, info, body)
    const head = await exchange.head
    if (flight.abandoned) return
    if (!head && (await exchange.ended) === "lost") return this.#lose(flight)
    const isTold = head !== null && this.#mayTell(head) && waiter?.take(exchange) === true
    if (!isTold) {
      waiter?.giveUp()
      exchange.discard()
    }
    const end = await exchange.ended
    const cancelled = unanswered(id, attempt, { outcome: "reset", detail: "cancelled before an answer" })
    try {
      await this.#record(flight, isTold && end !== "complete" ? asReset(head) : (head ?? cancelled), {
        owner: isTold ? "provider" : this.#ownerOf(flight),
        kept: exchange.kept,
        url: session.forward,
      })
      session.ack({ delivery: id, attempt })
    } catch {
      // Not recorded, not acknowledged: it is tried again. Where its lease cannot be given back, it runs out.
      await this.#world.store.release(id, flight.epoch).catch(() => {})
      flight.onSettled?.(null)
    } finally {
      this.#flying.delete(id)
      this.#world.onChange()
    }
  }

  async #record(
    flight: Flight | undefined,
    info: ResponseInfo,
    known: { readonly owner: FailureOwner; readonly kept: Uint8Array; readonly url: string | null },
  ): Promise<void> {
    const { store, clock, timeScale, rules, onDue } = this.#world
    const { success, retry } = rules()
    const nowMs = clock.now()
    const requestHeaders = flight?.isRepeated ? flight.delivery.request.headers : null
    const attempt = attemptRow(info, { ...known, nowMs, requestHeaders })
    const before = flight ? statusBefore(flight) : "pending"
    const settlement = settlementOf(info, {
      owner: known.owner,
      success,
      senderRetries: retry,
      nowMs,
      timeScale,
      before,
    })
    const { verdict } = info
    await store.recordAttempt(attempt, { ...settlement, ...(verdict && { verdict }) }, flight?.epoch ?? 0)
    if (settlement.nextAttemptAt !== null) onDue(settlement.nextAttemptAt)
    flight?.onSettled?.(attempt)
  }

  /** Whether the sender may hear this answer: a failure that whk or nobody retries must not make it send again. */
  #mayTell({ outcome, status = 0 }: ResponseInfo): boolean {
    const { retries } = this.#world.inbox()
    if (retries === null || retries === "provider") return true
    return outcome === "responded" && isSuccess(this.#world.rules().success, status)
  }

  /** Whose a failure is that the sender did not hear of. */
  #ownerOf(flight: Flight | undefined): RetryOwner {
    const { retries } = this.#world.inbox()
    // A sender that waited was told that there is no answer; any other one that all is well.
    if (retries === "provider") return flight?.waiter ? "provider" : "none"
    return retries ?? "whk"
  }

  #lose(flight: Flight): void {
    const { clock, holdMs, onChange } = this.#world
    this.#flying.delete(flight.delivery.id)
    flight.waiter?.waitAtMost(holdMs())
    // Whoever asked for it by hand learns that it waits.
    flight.onSettled?.(null)
    flight.hold = clock.startTimer(holdMs(), () => void this.#expire(flight).catch(() => {}))
    this.#lost.push(flight)
    onChange()
  }

  /** Takes a lost flight out of their number; false when it is none. */
  #recover(flight: Flight): boolean {
    if (!this.#lost.includes(flight)) return false
    this.#lost = this.#lost.filter((other) => other !== flight)
    flight.hold?.cancel()
    flight.hold = null
    return true
  }

  /** Nobody came for it in time: an attempt of which nothing is known, and the delivery is due again at once. */
  async #expire(flight: Flight): Promise<void> {
    if (!this.#recover(flight)) return
    const { store, clock, onChange } = this.#world
    const { delivery, attempt, waiter, epoch } = flight
    waiter?.giveUp()
    const nowMs = clock.now()
    const info = unanswered(delivery.id, attempt, { outcome: "unknown", detail: "the listener went away" })
    const row = attemptRow(info, { nowMs, kept: new Uint8Array(), url: null, requestHeaders: null })
    const isSenders = waiter !== null && this.#ownerOf(flight) === "provider"
    const settlement: Settlement = isSenders
      ? { status: "answered", nextAttemptAt: null, retries: "provider" }
      : { status: "pending", nextAttemptAt: nowMs }
    await store.recordAttempt(row, settlement, epoch)
    onChange()
  }
}
