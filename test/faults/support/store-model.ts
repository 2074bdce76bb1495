import type fc from "fast-check"
import { expect } from "vitest"
import type { Outcome, DeliveryStatus } from "../../../src/domain/delivery.ts"
import type { EndpointRow, Store } from "../../../src/store/port.ts"

/** What a delivery must be, as the port's promises say it. */
export interface Expected {
  readonly id: string
  readonly queue: "inbox" | "endpoint"
  status: DeliveryStatus
  attempts: number
  nextAttemptAt: number | null
  leaseUntil: number | null
  epoch: number
  readonly log: Map<number, Outcome>
}

/** A lease that somebody had once: whoever speaks under it now speaks late. */
export interface Held {
  readonly id: string
  readonly epoch: number
  readonly number: number
}

export interface Model {
  now: number
  readonly deliveries: Expected[]
  /** Every lease ever given, the last of each delivery being the one that counts. */
  readonly leases: Held[]
  isActive: boolean
}

export interface Real {
  readonly store: Store
  readonly inbox: string
  readonly endpoint: EndpointRow
}

export type Command = fc.AsyncCommand<Model, Real>

/** A step of both worlds, after which they must look the same. */
export abstract class Step implements Command {
  abstract readonly name: string
  abstract take(model: Model, real: Real): Promise<void>

  check(_model: Readonly<Model>): boolean {
    return true
  }

  async run(model: Model, real: Real): Promise<void> {
    await this.take(model, real)
    await compare(model, real)
  }

  toString(): string {
    const { name, ...values } = this
    return `${name}(${JSON.stringify(values)})`
  }
}

async function compare(model: Model, { store, inbox }: Real): Promise<void> {
  for (const { log, queue: _queue, ...wanted } of model.deliveries) {
    expect(await store.deliveryById(wanted.id)).toMatchObject(wanted)
    const attempts = await store.listAttempts(wanted.id)
    expect(attempts.map(({ number, outcome }) => [number, outcome])).toEqual(
      [...log].toSorted(([a], [b]) => a - b),
    )
  }
  const due = await store.dueDeliveries({ queue: { inbox }, now: model.now, limit: 1000 })
  expect(due.map(({ id }) => id).toSorted(byText)).toEqual(dueIn(model, "inbox"))
  const ours = new Set(model.deliveries.map(({ id }) => id))
  const dueAtEndpoints = await store.dueDeliveries({ queue: "endpoints", now: model.now, limit: 1000 })
  const found = dueAtEndpoints.flatMap(({ id }) => (ours.has(id) ? [id] : []))
  expect(found.toSorted(byText)).toEqual(model.isActive ? dueIn(model, "endpoint") : [])
}

function dueIn({ deliveries, now }: Model, of: Expected["queue"]): string[] {
  return deliveries
    .filter(
      ({ queue, status, leaseUntil, nextAttemptAt }) =>
        queue === of &&
        status === "pending" &&
        leaseUntil === null &&
        nextAttemptAt !== null &&
        nextAttemptAt <= now,
    )
    .map(({ id }) => id)
    .toSorted(byText)
}

const byText = (a: string, b: string): number => (a < b ? -1 : 1)

export function lease(model: Model, delivery: Expected, until: number): void {
  delivery.leaseUntil = until
  delivery.epoch += 1
  model.leases.push({ id: delivery.id, epoch: delivery.epoch, number: delivery.attempts + 1 })
}

/** A world of its own in a store that others use as well. */
export function emptyModel(now: number): Model {
  return { now, deliveries: [], leases: [], isActive: true }
}
