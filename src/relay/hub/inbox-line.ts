import type { Clock } from "../../domain/clock.ts"
import type { SuccessRule } from "../../domain/delivery.ts"
import type { AttemptRow, DeliveryRow, InboxRow, NewDelivery, Store } from "../../store/port.ts"
import type { RequestInfo, ResponseInfo } from "../../tunnel/frames.ts"
import { ClockWatch } from "../clock-watch.ts"
import { Alarm } from "./alarm.ts"
import type { Exchange } from "./exchange.ts"
import { type Flight, type LiveDelivery, statusBefore } from "./flight.ts"
import { type KnownOfAttempt, recordOutcome } from "./record-outcome.ts"
import type { Session } from "./session.ts"
import { type SenderRules, senderRules } from "./sender-rules.ts"
import { asReset, withoutAnswer } from "./settlement.ts"
import { type BodySource, storedBody } from "./stored-body.ts"
import { type RepeatedAnswer, Waiter } from "./waiter.ts"
import { WaitingSenders } from "./waiting-senders.ts"

/** How long a sender is held at most when the listener dies with its delivery in flight. */
const HOLD_AFTER_LOSS_MS = 10_000

export interface InboxLineOptions {
  readonly inbox: InboxRow
  readonly store: Store
  readonly clock: Clock
  readonly timeScale: number
}

/**
 * One inbox: its listener, what is in flight to it, and what waits. Everything pending is in the store; memory holds
 * only what the session has room for, so neither a slow nor an absent listener makes it grow.
 */
export class InboxLine {
  readonly #options: InboxLineOptions
  #inbox: InboxRow
  #rules: SenderRules
  #session: Session | null = null
  #newest: Session | null = null
  #epoch: number
  readonly #flights = new Map<string, Flight>()
  readonly #waiting = new WaitingSenders()
  /** Flights whose session died; they go first when the next one comes. */
  #lost: Flight[] = []
  /** There may be due deliveries in the store that are not in flight. */
  #backlog = true
  #pumping = false
  #draining = false
  /** How long a sender waits for the next listener when this one is gone. */
  #holdMs = HOLD_AFTER_LOSS_MS
  readonly #alarm: Alarm
  readonly #watch: ClockWatch

  constructor(options: InboxLineOptions) {
    this.#options = options
    this.#inbox = options.inbox
    this.#rules = senderRules(options.inbox.provider)
    // Later than any epoch of an earlier run of the relay.
    this.#epoch = options.clock.now()
    this.#alarm = new Alarm(options.clock, () => this.stored())
    this.#watch = new ClockWatch({ inbox: options.inbox.id }, options)
  }

  get inbox(): InboxRow {
    return this.#inbox
  }

  /** The inbox was stored anew: another provider's senders have other expectations. */
  set inbox(inbox: InboxRow) {
    this.#inbox = inbox
    this.#rules = senderRules(inbox.provider)
  }

  get session(): Session | null {
    return this.#session?.isOpen ? this.#session : null
  }

  /** Which statuses the senders of this inbox take for success. */
  get success(): SuccessRule {
    return this.#rules.success
  }

  /** A new listener takes the inbox over; the one before is told and loses what it had in flight. */
  attach(session: Session, welcome: (epoch: number) => void): void {
    const before = this.#session
    this.#session = this.#newest = session
    this.#holdMs = HOLD_AFTER_LOSS_MS
    this.#epoch += 1
    before?.goAway({ reason: "replaced", message: "another listener took this inbox" })
    welcome(this.#epoch)
    this.stored()
  }

  /**
   * The session takes no more. One that broke may come back in a moment, so senders wait for it; one that said
   * goodbye does not, and they are answered by the inbox's policy at once. What is in flight may still finish.
   */
  detach(session: Session, how: "closing" | "gone"): void {
    if (this.#session !== session) return
    this.#session = null
    this.#endWaits(how === "closing" || this.#draining ? 0 : HOLD_AFTER_LOSS_MS)
  }

  /** Pushes a delivery that is being committed right now; null when nobody listens. */
  live(delivery: NewDelivery, body: BodySource): LiveDelivery | null {
    const { session } = this
    void this.#watch.look().catch(() => {})
    if (!session || this.#draining) return null
    const waiter = new Waiter(this.#options.clock, this.#rules.answerLimitMs)
    if (!session.hasRoom) {
      this.#waiting.add(delivery.id, waiter)
      return { answer: waiter.answer, committed: () => this.stored(), abandon: () => waiter.giveUp() }
    }
    const flight = this.#start({ delivery, body, attempt: 1, kind: "live", waiter })
    return { answer: waiter.answer, committed: () => {}, abandon: () => this.#abandon(flight) }
  }

  /** Answers the ready probe of the newest listener, once, also while that is closing; undefined for any other. */
  probe(nonce: string, info: RequestInfo): Exchange | undefined {
    return this.#newest?.probe(nonce, info)
  }

  /** There may be something due in the store. */
  stored(): void {
    this.#backlog = true
    void this.#pump()
  }

  /** Sends a delivery again by hand; null when nobody listens: it is queued for the next listener. */
  async replay(delivery: DeliveryRow): Promise<AttemptRow | null> {
    const body = this.session && (await storedBody(this.#options.store, delivery))
    const isPossible = this.session !== null && !this.#draining && !this.#flights.has(delivery.id)
    if (!body || !isPossible) return await this.#later(delivery.id)
    const attempt = delivery.attempts + 1
    return new Promise((resolve) => {
      this.#start({ delivery, body, attempt, kind: "replay", waiter: null, onSettled: resolve })
    })
  }

  /** An answer repeated after a reconnect: it settles what is still open and is acknowledged. */
  async repeated(session: Session, answer: RepeatedAnswer): Promise<void> {
    const { info, body } = answer
    const flight = this.#flights.get(info.delivery)
    if (flight) {
      if (flight.attempt !== info.attempt) return
      // A sender cannot be given half an answer: the policy answers it, and the outcome still counts.
      if (!answer.isWhole) flight.waiter?.giveUp()
      flight.exchange?.accept(info, body, true)
      return
    }
    const lost = this.#lost.find(({ delivery }) => delivery.id === info.delivery)
    const delivery = lost?.delivery ?? (await this.#options.store.deliveryById(info.delivery))
    if (!delivery || delivery.origin.kind !== "inbox" || delivery.origin.inbox !== this.inbox.id) return
    this.#lost = this.#lost.filter((other) => other !== lost)
    const owner = lost?.waiter?.takeFromMemory(answer) === true ? "sender" : "whk"
    await this.#record(info, { owner, kept: body, url: session.forward })
    session.ack({ delivery: info.delivery, attempt: info.attempt })
  }

  /** Stops taking up new work; resolves when everything in flight is written down. Nobody waits for what is not. */
  async drain(): Promise<void> {
    this.#draining = true
    this.#alarm.off()
    this.#endWaits(0)
    for (const { waiter } of this.#lost.splice(0)) waiter?.giveUp()
    await Promise.all([...this.#flights.values()].map(({ done }) => done))
  }

  #endWaits(holdMs: number): void {
    this.#holdMs = holdMs
    this.#waiting.waitAtMost(holdMs, this.#flights)
  }

  #start(start: Omit<Flight, "exchange" | "abandoned" | "done">): Flight {
    const flight: Flight = { ...start, exchange: null, abandoned: false, done: Promise.resolve() }
    this.#flights.set(flight.delivery.id, flight)
    flight.done = this.#run(flight, this.#session!)
    return flight
  }

  async #run(flight: Flight, session: Session): Promise<void> {
    const { delivery, attempt, kind, waiter } = flight
    const exchange = session.push(
      {
        delivery: delivery.id,
        attempt,
        epoch: this.#epoch,
        kind,
        ...delivery.request,
        bodyBytes: delivery.bodyBytes,
        receivedAt: delivery.createdAt,
      },
      flight.body,
    )
    flight.exchange = exchange
    const head = await exchange.head
    if (flight.abandoned) return
    if (!head && (await exchange.ended) === "lost") return await this.#onLost(flight)
    if (!head) waiter?.giveUp()
    const owner = head && waiter?.take(exchange) === true ? "sender" : "whk"
    if (owner === "whk") exchange.discard()
    const end = await exchange.ended
    const { id } = delivery
    const info =
      owner === "sender" && end !== "complete" ? asReset(head!) : (head ?? withoutAnswer(id, attempt))
    try {
      const recorded = await this.#record(info, {
        owner,
        kept: exchange.kept,
        url: session.forward,
        before: statusBefore(flight),
      })
      session.ack({ delivery: delivery.id, attempt })
      flight.onSettled?.(recorded)
    } catch {
      // Not recorded, not acknowledged: it is still pending in the store and is tried again.
      this.#backlog = true
      flight.onSettled?.(null)
    } finally {
      this.#flights.delete(delivery.id)
      void this.#pump()
    }
  }

  async #onLost(flight: Flight): Promise<void> {
    this.#flights.delete(flight.delivery.id)
    if (flight.kind === "replay") await this.#later(flight.delivery.id).catch(() => {})
    flight.onSettled?.(null)
    if (flight.waiter && !flight.waiter.isOver) {
      flight.waiter.waitAtMost(this.#holdMs)
      this.#lost.push(flight)
    }
    this.stored()
  }

  /** A replay that cannot be made now waits for the next chance. */
  async #later(delivery: string): Promise<null> {
    await this.#options.store.requeue(delivery, this.#options.clock.now())
    this.stored()
    return null
  }

  #abandon(flight: Flight): void {
    flight.abandoned = true
    flight.waiter?.giveUp()
    flight.exchange?.cancel("the relay could not store this delivery")
    this.#flights.delete(flight.delivery.id)
    void this.#pump()
  }

  /** Fills the session from the lost flights and then from the store. */
  async #pump(): Promise<void> {
    if (this.#pumping || this.#draining) return
    this.#pumping = true
    try {
      while (this.#session?.hasRoom && (this.#lost.length > 0 || this.#backlog)) {
        const lost = this.#lost.shift()
        if (!lost) await this.#takeFromStore(this.#session)
        else if (lost.waiter?.isOver === false && !this.#flights.has(lost.delivery.id)) this.#start(lost)
      }
    } catch {
      // The store did not answer: look again soon rather than now.
      this.#backlog = true
      this.#alarm.setTo(this.#options.clock.now() + 1000)
    } finally {
      this.#pumping = false
    }
  }

  async #takeFromStore(session: Session): Promise<void> {
    const { store, clock } = this.#options
    const room = session.maxInFlight - session.load
    const busy = [...this.#flights.keys(), ...this.#lost.map(({ delivery }) => delivery.id)]
    this.#backlog = false
    await this.#watch.look()
    const due = await store.dueDeliveries({ inbox: this.inbox.id }, clock.now(), room, busy)
    if (due.length === room) this.#backlog = true
    const bodies = await Promise.all(due.map((delivery) => storedBody(store, delivery)))
    for (const [index, delivery] of due.entries()) {
      if (this.#flights.has(delivery.id)) continue
      if (this.#session !== session || !session.hasRoom) {
        this.#backlog = true
        return
      }
      const waiter = this.#waiting.of(delivery.id)
      const kind = waiter ? "live" : "queued"
      this.#start({ delivery, body: bodies[index]!, attempt: delivery.attempts + 1, kind, waiter })
    }
    if (due.length === 0) {
      const next = await store.nextDueAt({ inbox: this.inbox.id }, busy)
      if (next !== null) this.#alarm.setTo(next)
    }
  }

  async #record(info: ResponseInfo, known: Omit<KnownOfAttempt, "success">): Promise<AttemptRow> {
    const { success } = this.#rules
    const { attempt, nextAttemptAt } = await recordOutcome(this.#options, info, { ...known, success })
    if (nextAttemptAt !== null) this.#alarm.setTo(nextAttemptAt)
    return attempt
  }
}
