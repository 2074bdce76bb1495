import type { Clock } from "../../domain/clock.ts"
import type { RequestHead, SuccessRule } from "../../domain/delivery.ts"
import type { AttemptRow, DeliveryRow, DueQuery, InboxRow, Store } from "../../store/port.ts"
import type { RequestInfo } from "../../tunnel/frames.ts"
import { ClockWatch } from "../clock-watch.ts"
import { Alarm } from "./alarm.ts"
import type { Exchange } from "./exchange.ts"
import type { Departure, Flight, LiveDelivery } from "./flight.ts"
import { Flights } from "./flights.ts"
import { Listeners } from "./listeners.ts"
import { isDamage, readDeparture } from "./read-departure.ts"
import { Refused } from "./refused.ts"
import type { Session } from "./session.ts"
import { type SenderRules, senderRules } from "./sender-rules.ts"
import type { BodySource } from "./stored-body.ts"
import { type RepeatedAnswer, Waiter } from "./waiter.ts"
import { WaitingSenders } from "./waiting-senders.ts"

/** How long a sender is held at most when the listener dies with its delivery in flight. */
const HOLD_AFTER_LOSS_MS = 10_000

/** A lease outlasts the sender's own time limit by this much. */
const LEASE_MARGIN_MS = 10_000

export interface InboxLineOptions {
  readonly inbox: InboxRow
  readonly store: Store
  readonly clock: Clock
  readonly timeScale: number
}

/**
 * One inbox: its listeners, what is in flight to them, and what waits. Everything pending is in the store; memory holds
 * only what the listeners have room for, so neither a slow nor an absent one makes it grow.
 */
export class InboxLine {
  /** What its backlog had no room for. */
  readonly refused: Refused
  readonly #options: InboxLineOptions
  #inbox: InboxRow
  #rules: SenderRules
  readonly #listeners = new Listeners()
  #newest: Session | null = null
  #epoch: number
  readonly #flights: Flights
  readonly #waiting = new WaitingSenders()
  /** There may be due deliveries in the store that are not in flight. */
  #backlog = true
  #pumping = false
  #draining = false
  /** How long what was in flight waits for the next listener when there is none any more. */
  #holdMs = HOLD_AFTER_LOSS_MS
  readonly #alarm: Alarm
  readonly #watch: ClockWatch

  constructor(options: InboxLineOptions) {
    const { inbox, clock } = options
    this.#options = options
    this.#inbox = inbox
    this.#rules = senderRules(inbox.provider)
    this.refused = new Refused(clock)
    // Later than any epoch of an earlier run of the relay.
    this.#epoch = clock.now()
    this.#alarm = new Alarm(clock, () => this.stored())
    this.#flights = new Flights({
      ...options,
      listeners: this.#listeners,
      inbox: () => this.#inbox,
      rules: () => this.#rules,
      sessionEpoch: () => this.#epoch,
      holdMs: () => this.#holdMs,
      onChange: () => this.stored(),
      onDue: (time) => this.#alarm.setTo(time),
    })
    this.#watch = new ClockWatch({ inbox: inbox.id }, options)
  }

  get inbox(): InboxRow {
    return this.#inbox
  }

  /** The inbox was stored anew: another provider's senders have other expectations. */
  set inbox(inbox: InboxRow) {
    this.#inbox = inbox
    this.#rules = senderRules(inbox.provider)
  }

  /** Everybody who listens. */
  get sessions(): readonly Session[] {
    return this.#listeners.open
  }

  /** Who came last of those. */
  get session(): Session | null {
    return this.#listeners.newest
  }

  /** What the senders of this inbox expect. */
  get rules(): SenderRules {
    return this.#rules
  }

  get success(): SuccessRule {
    return this.#rules.success
  }

  /** A new listener takes the inbox, alone or with others; one that has to go is told and loses what it had in flight. */
  attach(session: Session, welcome: (epoch: number) => void): void {
    this.#newest = session
    this.#holdMs = HOLD_AFTER_LOSS_MS
    this.#epoch += 1
    this.#listeners.add(session)
    welcome(this.#epoch)
    const gap = this.refused.take()
    if (gap) session.tellGap(gap)
    this.stored()
  }

  /**
   * The session takes no more. One that broke may come back in a moment, so senders wait for it; one that said
   * goodbye does not, and they are answered by the inbox's policy at once. What is in flight may still finish.
   */
  detach(session: Session, how: "closing" | "gone"): void {
    if (!this.#listeners.remove(session) || this.session) return
    this.#endWaits(how === "closing" || this.#draining ? 0 : HOLD_AFTER_LOSS_MS)
  }

  /** Until when the next delivery would be leased if it were pushed at once; undefined while nobody has room for it. */
  leaseForNext(): number | undefined {
    return this.#draining || this.#room === 0 ? undefined : this.#leaseUntil()
  }

  /**
   * Pushes a delivery that is being committed right now, or is stored leased already; null when nobody listens.
   */
  live(delivery: Departure["delivery"], body: BodySource, leasedUntil?: number): LiveDelivery | null {
    void this.#watch.look().catch(() => {})
    if (leasedUntil === undefined && (!this.session || this.#draining)) return null
    const waiter = this.#newWaiter()
    const answer = waiter?.answer ?? Promise.resolve(null)
    const leaseUntil = leasedUntil ?? this.leaseForNext()
    if (leaseUntil === undefined) {
      if (waiter) this.#waiting.add(delivery.id, waiter)
      const abandon = (): void => waiter?.giveUp()
      return { answer, leaseUntil: undefined, committed: () => this.stored(), abandon }
    }
    const departure = { delivery, epoch: 1, leaseUntil, body, attempt: 1, kind: "live", waiter } as const
    const flight = this.#flights.start(departure)
    return { answer, leaseUntil, committed() {}, abandon: () => this.#flights.abandon(flight) }
  }

  /**
   * Sends a delivery that ended without success once more, as its sender just did: with the head of the new request.
   * Resolves with the answer to come; null when nobody has room for it or somebody has it in hand already.
   */
  async again(
    ended: DeliveryRow,
    request: RequestHead,
  ): Promise<{ readonly answer: Promise<Exchange | null> } | null> {
    if (this.#draining || this.#room === 0) return null
    const delivery = await this.#claim(ended)
    if (!delivery) return null
    const waiter = this.#newWaiter()
    const departure = await readDeparture(this.#options.store, { ...delivery, request }, "live")
    this.#flights.start({ ...departure, waiter, isRepeated: true })
    return { answer: waiter?.answer ?? Promise.resolve(null) }
  }

  /** Resolves when the attempt at a delivery that is under way has ended; undefined when there is none. */
  underWay(delivery: string): Promise<unknown> | undefined {
    const flight = this.#flights.find(delivery)
    return (
      flight?.waiter?.answer.then(() => flight.done) ?? flight?.done ?? this.#waiting.of(delivery)?.answer
    )
  }

  /** Answers the ready probe of a listener, once, of the newest also while that is closing; undefined for any other. */
  probe(nonce: string, info: RequestInfo): Exchange | undefined {
    const asked = [...this.sessions, ...(this.#newest ? [this.#newest] : [])]
    for (const session of asked) {
      const exchange = session.probe(nonce, info)
      if (exchange) return exchange
    }
    return undefined
  }

  /** There may be something due in the store. */
  stored(): void {
    this.#backlog = true
    void this.#pump()
  }

  /** Sends a delivery again by hand; null when nobody listens: it is queued for the next listener. */
  async replay(ended: DeliveryRow): Promise<AttemptRow | null> {
    const { store, clock } = this.#options
    if (!this.session || this.#draining) {
      await store.requeue(ended.id, clock.now())
      return null
    }
    const delivery = await this.#claim(ended)
    if (!delivery) return null
    const departure = await readDeparture(this.#options.store, delivery, "replay")
    return new Promise((onSettled) => this.#flights.start({ ...departure, onSettled }))
  }

  /** An answer repeated after a reconnect. */
  repeated(session: Session, answer: RepeatedAnswer): Promise<void> {
    return this.#flights.repeated(session, answer)
  }

  /** The attempts whose lease ends before this moment. */
  leasesBefore(time: number): readonly Flight[] {
    return this.#flights.all().filter(({ leaseUntil }) => leaseUntil < time)
  }

  /** Stops taking up new work; resolves when everything in flight is written down. Nobody waits for what is not. */
  async drain(): Promise<void> {
    this.#draining = true
    this.#alarm.off()
    this.#endWaits(0)
    await this.#flights.drain()
  }

  /** How many more attempts may begin. */
  get #room(): number {
    const { room } = this.#listeners
    if (!this.session?.claim.isOrdered) return room
    return this.#flights.size > 0 ? 0 : Math.min(1, room)
  }

  #newWaiter(): Waiter | null {
    return this.#inbox.respond === "ack" ? null : new Waiter(this.#options.clock, this.#rules.answerLimitMs)
  }

  #leaseUntil(): number {
    return this.#options.clock.now() + this.#rules.answerLimitMs + LEASE_MARGIN_MS
  }

  async #claim({ id }: DeliveryRow): Promise<DeliveryRow | undefined> {
    const [delivery] = await this.#options.store.claim([id], this.#leaseUntil())
    return delivery
  }

  #endWaits(holdMs: number): void {
    this.#holdMs = holdMs
    this.#waiting.waitAtMost(holdMs, this.#flights)
  }

  /** Fills the listeners from the lost flights and then from the store. */
  async #pump(): Promise<void> {
    if (this.#pumping || this.#draining) return
    this.#pumping = true
    try {
      while (this.#flights.restart() || (this.#backlog && this.#room > 0)) {
        if (this.#backlog && this.#room > 0) await this.#takeFromStore()
      }
    } catch {
      // The store did not answer: look again soon rather than now.
      this.#backlog = true
      this.#alarm.setTo(this.#options.clock.now() + 1000)
    } finally {
      this.#pumping = false
    }
  }

  async #takeFromStore(): Promise<void> {
    const { store, clock } = this.#options
    const room = this.#room
    const now = clock.now()
    const { isOrdered = false, since } = this.session?.claim ?? {}
    const queue: Omit<DueQuery, "now" | "limit"> = {
      queue: { inbox: this.#inbox.id },
      inOrder: isOrdered,
      ...(since !== undefined && { since }),
    }
    this.#backlog = false
    await this.#watch.look()
    const due = await store.dueDeliveries({ ...queue, now, limit: room })
    if (due.length === room) this.#backlog = true
    const ids = due.map(({ id }) => id)
    const claimed = ids.length === 0 ? [] : await store.claim(ids, this.#leaseUntil(), now)
    const departures = await Promise.allSettled(
      claimed.map((delivery) =>
        readDeparture(this.#options.store, delivery, this.#waiting.of(delivery.id) ? "live" : "queued"),
      ),
    )
    for (const departure of departures) {
      if (departure.status === "fulfilled")
        this.#flights.start({
          ...departure.value,
          waiter: this.#waiting.of(departure.value.delivery.id),
        })
      // A damaged one is dead by now and is not due any more.
      else if (!isDamage(departure.reason)) throw departure.reason
    }
    if (due.length > 0) return
    const next = await store.nextDueAt(queue)
    if (next !== null) this.#alarm.setTo(next)
  }
}
