import type { Timer } from "../../domain/clock.ts"
import type { AttemptRow, DeliveryRow } from "../../store/port.ts"
import { ClockWatch } from "../clock-watch.ts"
import { type Attempted, type AttemptWorld, giveUp, makeAttempt } from "./attempt.ts"
import { DEFAULT_LIMITS, Lanes, type Limits } from "./lanes.ts"

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
   * Makes exactly one attempt at once, also at a disabled endpoint, and resolves with it once it is written down. An
   * attempt that is in flight already is the one. Null when there is none: the delivery is gone, or is not one of an
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

/**
 * Tries every delivery that is due at an endpoint, on its provider's schedule, until it is delivered or given up.
 * A delivery stays pending in the store until its attempt was written down, so nothing in flight is ever lost: after
 * a crash it is tried again under the same number. Deliveries of a disabled endpoint wait until it is enabled.
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
      const dueAt = await store.nextDueAt("endpoints", lanes.skip())
      if (dueAt !== null && !isPoked) wakeAt(dueAt)
    }
  }

  /** Starts what is due, oldest first; false when there was no room for all of it. */
  async function startDue(): Promise<boolean> {
    while (canStart()) {
      if (lanes.free === 0) return false
      await watch.look()
      const due = await store.dueDeliveries("endpoints", clock.now(), lanes.free, lanes.skip())
      if (due.length === 0) return true
      for (const delivery of due) {
        if (!lanes.hasRoom(delivery.bodyBytes) || !canStart()) return false
        begin(delivery, false)?.then(poke, pause)
      }
    }
    return false
  }

  /** The attempt at a delivery, or undefined when it has to wait. */
  function begin(delivery: DeliveryRow, isByHand: boolean): Promise<AttemptRow | null> | undefined {
    if (delivery.origin.kind !== "endpoint") return undefined
    const { endpoint } = delivery.origin
    if (!isByHand && (lanes.running(delivery.id) || lanes.isFull(endpoint))) return undefined
    const place = { delivery: delivery.id, endpoint, bodyBytes: delivery.bodyBytes }
    return lanes.run(place, () => attempt(delivery, endpoint, isByHand))
  }

  async function attempt(
    due: DeliveryRow,
    endpointId: string,
    isByHand: boolean,
  ): Promise<AttemptRow | null> {
    // A row read before the lane was taken may be one attempt behind.
    const delivery = isByHand ? await store.deliveryById(due.id) : due
    const endpoint = delivery && (await store.getEndpoint(delivery.workspace, endpointId))
    if (!delivery || (endpoint && !endpoint.active && !isByHand)) return null
    const attempted = endpoint
      ? await makeAttempt(options, delivery, endpoint, { signal: abort.signal, isByHand })
      : await giveUp(options, delivery, "the endpoint was deleted")
    if (attempted) options.onAttempt?.(attempted, delivery)
    return attempted?.attempt ?? null
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
      const delivery = await store.deliveryById(deliveryId)
      if (!delivery || state === "stopped") return null
      const attempt = lanes.running(deliveryId) ?? begin(delivery, true)
      // The schedule of the delivery may have moved.
      return (await attempt?.finally(poke)) ?? null
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
