import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"
import type { Attempted } from "../../../src/relay/dispatcher/attempt.ts"
import { createDispatcher, type Dispatcher } from "../../../src/relay/dispatcher/dispatcher.ts"
import type { Limits } from "../../../src/relay/dispatcher/lanes.ts"
import type { AttemptSender } from "../../../src/relay/dispatcher/send-signed.ts"
import { createSender } from "../../../src/sender/send.ts"
import type { DeliveryRow, EndpointRow, NewDelivery, Store } from "../../../src/store/port.ts"
import { openSqliteStore } from "../../../src/store/sqlite/open.ts"
import { FakeClock } from "../../support/fake-clock.ts"
import { aFanOut, anEndpoint, anEvent } from "../../support/store-rows.ts"

export const SECRET = "0123456789abcdef0123456789abcdef"

export interface RigOptions {
  readonly timeScale?: number
  readonly limits?: Limits
  readonly disableAfterMs?: number
  /** Puts something between the dispatcher and the real sender. */
  readonly wrapSender?: (sender: AttemptSender) => AttemptSender
  readonly wrapStore?: (store: Store) => Store
}

/** A dispatcher over a real store and real sockets, on a clock that the test moves. */
export interface Rig {
  readonly store: Store
  readonly clock: FakeClock
  readonly dispatcher: Dispatcher
  readonly errors: unknown[]
  /** A second dispatcher on the same store and clock: the relay started again. */
  restart(): Dispatcher
  endpoint(fields: Partial<EndpointRow> & { url: string; provider: string }): Promise<EndpointRow>
  /** Publishes an event to endpoints; the deliveries are due now unless `due` says otherwise. */
  publish(endpoints: readonly EndpointRow[], event?: PublishOptions): Promise<NewDelivery[]>
  /** Resolves when an attempt ended the delivery. */
  ended(delivery: string): Promise<void>
  /** Resolves when `count` attempts in all were written down, this one among them. */
  attempts(count: number): Promise<void>
  delivery(id: string): Promise<DeliveryRow>
}

export interface PublishOptions {
  readonly type?: string
  readonly body?: Uint8Array
  readonly due?: number | null
}

interface Watcher {
  readonly sees: (attempted: Attempted, total: number) => boolean
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), "whk-dispatcher-"))
  const opened = await openSqliteStore({ folder })
  const store = options.wrapStore?.(opened) ?? opened
  const clock = new FakeClock()
  const real = createSender({ policy: { allowPrivate: true } })
  const errors: unknown[] = []
  const seen: Attempted[] = []
  let watchers: Watcher[] = []
  const running: Dispatcher[] = []

  const restart = (): Dispatcher => {
    const dispatcher = createDispatcher({
      store,
      clock,
      sender: options.wrapSender?.(real) ?? real,
      timeScale: options.timeScale ?? 1,
      disableAfterMs: options.disableAfterMs ?? Infinity,
      ...(options.limits && { limits: options.limits }),
      onError(error) {
        errors.push(error)
        // A store that fails on purpose is the test's own business; any other error ends it.
        if (!options.wrapStore) for (const { reject } of watchers) reject(error)
      },
      onAttempt(attempted) {
        seen.push(attempted)
        const satisfied = watchers.filter(({ sees }) => sees(attempted, seen.length))
        watchers = watchers.filter((watcher) => !satisfied.includes(watcher))
        for (const { resolve } of satisfied) resolve()
      },
    })
    running.push(dispatcher)
    return dispatcher
  }
  const seenAs = (sees: Watcher["sees"]): Promise<void> =>
    new Promise((resolve, reject) => watchers.push({ sees, resolve, reject }))
  const dispatcher = restart()
  onTestFinished(async () => {
    const stopped = Promise.all(running.map((one) => one.stop(0)))
    await clock.runUntil(stopped)
    await real.close()
    await store.close()
    await rm(folder, { recursive: true })
  })

  return {
    store,
    clock,
    dispatcher,
    errors,
    restart,
    async endpoint(fields) {
      const endpoint = anEndpoint({ secret: SECRET, ...fields })
      await store.insertEndpoint(endpoint)
      return endpoint
    },
    async publish(endpoints, { type = "user.created", body = Buffer.from("{}"), due = clock.now() } = {}) {
      const { provider = "axiestudio" } = endpoints[0] ?? {}
      const event = anEvent({ provider, type, body, createdAt: clock.now() })
      const deliveries = endpoints.map(({ id }) => aFanOut(event, id, { nextAttemptAt: due }))
      await store.publish(event, deliveries)
      return deliveries
    },
    ended: (delivery) =>
      seenAs(({ attempt, settlement }) => attempt.delivery === delivery && settlement.nextAttemptAt === null),
    attempts: (count) => seenAs((_, total) => total >= count),
    async delivery(id) {
      const row = await store.deliveryById(id)
      if (!row) throw new Error(`no delivery ${id}`)
      return row
    },
  }
}
