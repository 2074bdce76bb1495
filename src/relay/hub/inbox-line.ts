import type { Clock } from "../../domain/clock.ts"
import type { RequestHead } from "../../domain/delivery.ts"
import type { AttemptRow, DeliveryRow, InboxRow, Store } from "../../store/port.ts"
import type { RequestInfo } from "../../tunnel/frames.ts"
import { ClockWatch } from "../clock-watch.ts"
import { Alarm } from "./alarm.ts"
import { dueAt } from "./due-at.ts"
import type { Exchange } from "./exchange.ts"
import type { Departure, Flight, LiveDelivery } from "./flight.ts"
import { Flights } from "./flights.ts"
import { Listeners } from "./listeners.ts"
import { readDeparture, readDepartures } from "./read-departure.ts"
import { Refused } from "./refused.ts"
import type { Session } from "./session.ts"
import { type SenderRules, senderRules } from "./sender-rules.ts"
import type { BodySource } from "./stored-body.ts"
import { type RepeatedAnswer, Waiter } from "./waiter.ts"
import { WaitingSenders } from "./waiting-senders.ts"

/** How long a sender is held at most when the listener dies with its delivery in flight. */
const HOLD_AFTER_LOSS_MS = 10_000

/** How soon the store is asked again after it failed. */
const LOOK_AGAIN_MS = 1000

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

  /** A new listener takes the inbox, alone or with others; one that has to go is told and loses what it had in flight. */
  attach(session: Session, welcome: (epoch: number) => void): void {
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
    // In order, nothing may overtake what waits in the store.
    const isOrdered = this.session?.claim.isOrdered === true
    return this.#draining || isOrdered || this.#room === 0 ? undefined : this.#leaseUntil()
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
    const flight =
      leaseUntil === undefined
        ? null
        : this.#flights.start({ delivery, epoch: 1, leaseUntil, body, attempt: 1, kind: "live", waiter })
    if (flight) return { answer, leaseUntil, committed() {}, abandon: () => this.#flights.abandon(flight) }
    if (waiter) this.#waiting.add(delivery.id, waiter)
    if (!this.session) waiter?.waitAtMost(this.#holdMs)
    if (leasedUntil !== undefined) void this.#giveBack(delivery.id, 1)
    const abandon = (): void => waiter?.giveUp()
    return { answer, leaseUntil: undefined, committed: () => this.stored(), abandon }
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
    if (this.#flights.start({ ...departure, waiter, isRepeated: true }))
      return { answer: waiter?.answer ?? Promise.resolve(null) }
    waiter?.giveUp()
    await this.#giveBack(delivery.id, delivery.epoch)
    return null
  }

  /** Resolves when the attempt at a delivery that is under way has ended; undefined when there is none. */
  underWay(delivery: string): Promise<unknown> | undefined {
    const flight = this.#flights.find(delivery)
    return (
      flight?.waiter?.answer.then(() => flight.done) ?? flight?.done ?? this.#waiting.of(delivery)?.answer
    )
  }

  /** Answers the ready probe of a listener; undefined for any other. */
  probe(nonce: string, info: RequestInfo): Exchange | undefined {
    return this.#listeners.probe(nonce, info)
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
    let settled = (_attempt: AttemptRow | null): void => {}
    const attempt = new Promise<AttemptRow | null>((resolve) => (settled = resolve))
    if (this.#flights.start({ ...departure, onSettled: settled })) return await attempt
    await this.#giveBack(delivery.id, delivery.epoch)
    await store.requeue(delivery.id, clock.now())
    this.stored()
    return null
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
    return this.#options.clock.now() + this.#rules.leaseMs
  }

  async #claim({ id }: DeliveryRow): Promise<DeliveryRow | undefined> {
    const [delivery] = await this.#options.store.claim([id], this.#leaseUntil())
    return delivery
  }

  /** Gives back the lease of a delivery that was not sent after all; where that fails, it runs out. */
  async #giveBack(delivery: string, epoch: number): Promise<void> {
    await this.#options.store.release(delivery, epoch).catch(() => {})
    this.stored()
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
      this.#alarm.setTo(this.#options.clock.now() + LOOK_AGAIN_MS)
    } finally {
      this.#pumping = false
    }
  }

  async #takeFromStore(): Promise<void> {
    const { store, clock } = this.#options
    const room = this.#room
    const now = clock.now()
    const queue = dueAt(this.#inbox.id, this.session?.claim)
    this.#backlog = false
    await this.#watch.look()
    const due = await store.dueDeliveries({ ...queue, now, limit: room })
    if (due.length === room) this.#backlog = true
    const ids = due.map(({ id }) => id)
    const claimed = ids.length === 0 ? [] : await store.claim(ids, this.#leaseUntil(), now)
    const kindOf = ({ id }: DeliveryRow): "live" | "queued" => (this.#waiting.of(id) ? "live" : "queued")
    const departures = await readDepartures(store, claimed, kindOf)
    // What could not be read is either dead by now or due again, but not at once.
    if (departures.length < claimed.length) this.#alarm.setTo(now + LOOK_AGAIN_MS)
    for (const departure of departures) {
      const { delivery, epoch } = departure
      const waiter = this.#waiting.of(delivery.id)
      // The room there was has gone to others meanwhile.
      if (!this.#flights.start({ ...departure, waiter })) await this.#giveBack(delivery.id, epoch)
    }
    if (due.length > 0) return
    const next = await store.nextDueAt(queue)
    if (next !== null) this.#alarm.setTo(next)
  }
}
