import type { Timer } from "../../domain/clock.ts"
import { builtIn } from "../../providers/registry.ts"
import type { AttemptRow, DeliveryRow } from "../../store/port.ts"
import { ClockWatch } from "../clock-watch.ts"
import { type Attempted, type AttemptWorld, giveUp, makeAttempt } from "./attempt.ts"
import { DEFAULT_LIMITS, Lanes, type Limits, type Passenger } from "./lanes.ts"

export interface DispatcherOptions extends AttemptWorld {
  readonly limits?: Limits
  /** Told of every attempt after it was written down. */
  readonly onAttempt?: (attempted: Attempted, delivery: DeliveryRow) => void
  /** Told when the store failed; the dispatcher goes on after a pause. */
  readonly onError?: (error: unknown) => void
}

export interface Dispatcher {
  /** Says that something may be due now: an event was published, an endpoint enabled, a delivery queued again. */
  poke(): void
  /**
   * Makes exactly one attempt at once, also at a disabled endpoint, and resolves with it once it is written down; it
   * takes the place of the next one in the delivery's schedule. An attempt that is in flight already is the one. Null when there is none: the delivery is gone, or is not one of an
   * endpoint, or the relay stops.
   */
  attemptNow(deliveryId: string): Promise<AttemptRow | null>
  start(): void
  /**
   * Starts no further attempt, lets those in flight end within `graceMs` and aborts the rest, whose deliveries stay
   * pending. Resolves when nothing uses the store any more.
   */
  stop(graceMs: number): Promise<void>
}

// A timer stands still while a laptop sleeps and knows nothing of a wall clock that was set. Looking at the clock
// this often bounds how late an attempt can be.
const LONGEST_WAIT_MS = 60_000

const PAUSE_AFTER_ERROR_MS = 1000

/** A lease outlasts the provider's own time limit by this much. */
const LEASE_MARGIN_MS = 10_000

/**
 * Tries every delivery that is due at an endpoint, on its provider's schedule, until it is delivered or given up.
 * A delivery is leased before each attempt and stays pending in the store until that was written down, so nothing in
 * flight is ever lost: after a crash the attempt counts as one of which nothing is known, and the delivery is due at
 * once. Deliveries of a disabled endpoint wait until it is enabled.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { store, clock } = options
  const lanes = new Lanes<AttemptRow | null>(options.limits ?? DEFAULT_LIMITS)
  const watch = new ClockWatch("endpoints", options)
  const abort = new AbortController()
  let state: "new" | "running" | "stopped" = "new"
  let timer: Timer | undefined
  let rounds: Promise<void> | undefined
  let isPoked = false
  let pausedUntil = 0

  const canStart = (): boolean => state === "running" && clock.now() >= pausedUntil

  function poke(): void {
    if (!canStart()) return
    isPoked = true
    rounds ??= runRounds()
      .catch(pause)
      .finally(() => {
        rounds = undefined
        if (isPoked) poke()
      })
  }

  /** Starts what is due and sets the timer for what is next; again if anything changed meanwhile. */
  async function runRounds(): Promise<void> {
    while (isPoked && canStart()) {
      isPoked = false
      timer?.cancel()
      // Without room the end of an attempt is what wakes the dispatcher.
      if (!(await startDue())) continue
      const dueAt = await store.nextDueAt({ queue: "endpoints", skip: lanes.full() })
      if (dueAt !== null && !isPoked) wakeAt(dueAt)
    }
  }

  /** Starts what is due, oldest first; false when there was no room for all of it. */
  async function startDue(): Promise<boolean> {
    while (canStart()) {
      if (lanes.free === 0) return false
      await watch.look()
      const now = clock.now()
      const query = { queue: "endpoints", now, limit: lanes.free, skip: lanes.full() } as const
      const due = await store.dueDeliveries(query)
      if (due.length === 0) return true
      const fitting = lanes.fitting(due.map(passengerOf))
      if (fitting.length === 0) return false
      const ids = fitting.map(({ delivery }) => delivery)
      for (const delivery of await store.claim(ids, leaseUntil(due), now))
        begin(delivery, false).then(poke, pause)
    }
    return false
  }

  /** Makes an attempt at a delivery that was just leased. */
  function begin(delivery: DeliveryRow, isByHand: boolean): Promise<AttemptRow | null> {
    return lanes.run(passengerOf(delivery), () => attempt(delivery, isByHand))
  }

  async function attempt(delivery: DeliveryRow, isByHand: boolean): Promise<AttemptRow | null> {
    const endpoint = await store.getEndpoint(delivery.workspace, endpointOf(delivery))
    const mayTry = state !== "stopped" && (isByHand || !endpoint || endpoint.active)
    let attempted: Attempted | null = null
    try {
      if (mayTry)
        attempted = endpoint
          ? await makeAttempt(options, delivery, endpoint, abort.signal)
          : await giveUp(options, delivery, "the endpoint was deleted")
    } finally {
      // Where even that fails, the lease runs out.
      if (!attempted) await store.release(delivery.id, delivery.epoch).catch(() => {})
    }
    if (attempted) options.onAttempt?.(attempted, delivery)
    return attempted?.attempt ?? null
  }

  function leaseUntil(deliveries: readonly DeliveryRow[]): number {
    const timeouts = deliveries.map(({ provider }) => builtIn(provider)?.delivery.timeoutMs ?? 0)
    return clock.now() + Math.max(...timeouts) + LEASE_MARGIN_MS
  }

  function wakeAt(dueAt: number): void {
    timer?.cancel()
    const waitMs = Math.min(dueAt - clock.now(), LONGEST_WAIT_MS)
    timer = clock.startTimer(waitMs, () => {
      pausedUntil = 0
      poke()
    })
  }

  function pause(error: unknown): void {
    pausedUntil = clock.now() + PAUSE_AFTER_ERROR_MS
    if (state === "running") wakeAt(pausedUntil)
    options.onError?.(error)
  }

  return {
    poke,

    async attemptNow(deliveryId) {
      const known = await store.deliveryById(deliveryId)
      if (known?.origin.kind !== "endpoint" || state === "stopped") return null
      const running = lanes.running(deliveryId)
      if (running) return await running
      const [delivery] = await store.claim([deliveryId], leaseUntil([known]))
      // Somebody was quicker: theirs is the attempt.
      if (!delivery) return (await lanes.running(deliveryId)) ?? null
      // The schedule of the delivery moves.
      return await begin(delivery, true).finally(poke)
    },

    start() {
      state = "running"
      poke()
    },

    async stop(graceMs) {
      state = "stopped"
      timer?.cancel()
      const grace = clock.startTimer(graceMs, () => abort.abort())
      await rounds
      await Promise.allSettled(lanes.all())
      grace.cancel()
    },
  }
}

function endpointOf({ origin }: DeliveryRow): string {
  return origin.kind === "endpoint" ? origin.endpoint : ""
}

function passengerOf(delivery: DeliveryRow): Passenger {
  return { delivery: delivery.id, endpoint: endpointOf(delivery), bodyBytes: delivery.bodyBytes }
}
