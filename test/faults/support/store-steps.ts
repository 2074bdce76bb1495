import fc from "fast-check"
import { expect } from "vitest"
import type { Settlement } from "../../../src/store/port.ts"
import { aDelivery, aFanOut, anAttempt, anEvent } from "../../support/store-rows.ts"
import { type Command, type Expected, lease, type Model, type Real, Step } from "./store-model.ts"

class Ingest extends Step {
  readonly name = "ingest"
  readonly isLeased: boolean

  constructor(isLeased: boolean) {
    super()
    this.isLeased = isLeased
  }

  async take(model: Model, { store, inbox }: Real): Promise<void> {
    const { now } = model
    const lasts = this.isLeased && { leaseUntil: now + 50 }
    const row = aDelivery({ origin: { kind: "inbox", inbox }, createdAt: now, nextAttemptAt: now, ...lasts })
    await store.insertDelivery(row)
    const delivery = fresh(row.id, "inbox", now)
    model.deliveries.push(delivery)
    if (this.isLeased) lease(model, delivery, now + 50)
  }
}

class Publish extends Step {
  readonly name = "publish"

  async take(model: Model, { store, endpoint }: Real): Promise<void> {
    const event = anEvent({ createdAt: model.now, workspace: endpoint.workspace })
    const row = aFanOut(event, endpoint.id, { createdAt: model.now, nextAttemptAt: model.now })
    await store.publish(event, [row])
    model.deliveries.push(fresh(row.id, "endpoint", model.now))
  }
}

function fresh(id: string, queue: Expected["queue"], now: number): Expected {
  const start = { status: "pending", attempts: 0, nextAttemptAt: now, leaseUntil: null, epoch: 0 } as const
  return { id, queue, ...start, log: new Map() }
}

abstract class OnDelivery extends Step {
  readonly which: number

  constructor(which: number) {
    super()
    this.which = which
  }

  override check({ deliveries }: Readonly<Model>): boolean {
    return deliveries.length > 0
  }

  async take(model: Model, real: Real): Promise<void> {
    await this.on(model.deliveries[this.which % model.deliveries.length]!, model, real)
  }

  abstract on(delivery: Expected, model: Model, real: Real): Promise<void>
}

class Claim extends OnDelivery {
  readonly name = "claim"
  readonly isByHand: boolean

  constructor(which: number, isByHand: boolean) {
    super(which)
    this.isByHand = isByHand
  }

  async on(delivery: Expected, model: Model, { store }: Real): Promise<void> {
    const { now } = model
    const { status, nextAttemptAt } = delivery
    const isDue = status === "pending" && nextAttemptAt !== null && nextAttemptAt <= now
    const gets = delivery.leaseUntil === null && (this.isByHand || isDue)
    const claimed = await store.claim([delivery.id], now + 50, ...(this.isByHand ? [] : [now]))
    expect(claimed.map(({ id }) => id)).toEqual(gets ? [delivery.id] : [])
    if (gets) lease(model, delivery, now + 50)
  }
}

const SETTLEMENTS = ["delivered", "answered", "failed", "retry"] as const

/** Somebody who holds a lease, or held it once, says how the attempt ended. */
class Acknowledge extends Step {
  readonly name = "acknowledge"
  readonly which: number
  readonly how: (typeof SETTLEMENTS)[number]

  constructor(which: number, how: (typeof SETTLEMENTS)[number]) {
    super()
    this.which = which
    this.how = how
  }

  override check({ leases }: Readonly<Model>): boolean {
    return leases.length > 0
  }

  async take(model: Model, { store }: Real): Promise<void> {
    const held = model.leases[this.which % model.leases.length]!
    const delivery = model.deliveries.find(({ id }) => id === held.id)!
    const { status, ...then } = settlementOf(this.how, model.now)
    const attempt = anAttempt(held.id, {
      number: held.number,
      at: model.now,
      elapsedMs: 0,
      status: status === "delivered" ? 200 : 500,
    })
    expect(await store.recordAttempt(attempt, { status, ...then }, held.epoch)).toBe(true)
    const known = delivery.log.get(held.number)
    const isNews = known === undefined || known === "unknown"
    if (isNews) delivery.log.set(held.number, "responded")
    delivery.attempts = Math.max(delivery.attempts, held.number)
    const isHolder = delivery.leaseUntil !== null && delivery.epoch === held.epoch
    if (isHolder) delivery.leaseUntil = null
    const moves = delivery.status !== "delivered" && (isHolder || (isNews && status === "delivered"))
    if (!moves) return
    delivery.status = status
    delivery.nextAttemptAt = status === "pending" ? then.nextAttemptAt : null
  }
}

function settlementOf(how: (typeof SETTLEMENTS)[number], now: number): Settlement {
  return how === "retry"
    ? { status: "pending", nextAttemptAt: now + 20 }
    : { status: how, nextAttemptAt: null }
}

/** A replay by hand that has to wait. */
class Requeue extends OnDelivery {
  readonly name = "replay"

  async on(delivery: Expected, { now }: Model, { store }: Real): Promise<void> {
    const isFree = delivery.leaseUntil === null
    expect(await store.requeue(delivery.id, now)).toBe(isFree)
    if (!isFree) return
    delivery.status = "pending"
    delivery.nextAttemptAt = now
  }
}

class Release extends OnDelivery {
  readonly name = "release"

  async on(delivery: Expected, _model: Model, { store }: Real): Promise<void> {
    expect(await store.release(delivery.id, delivery.epoch)).toBe(delivery.leaseUntil !== null)
    delivery.leaseUntil = null
  }
}

class Extend extends OnDelivery {
  readonly name = "extend"
  async on(delivery: Expected, { now }: Model, { store }: Real): Promise<void> {
    await store.extendLeases([{ id: delivery.id, epoch: delivery.epoch }], now + 200)
    if (delivery.leaseUntil !== null) delivery.leaseUntil = now + 200
  }
}

class Pass extends Step {
  readonly name = "time passes"
  readonly ms: number

  constructor(ms: number) {
    super()
    this.ms = ms
  }

  async take(model: Model, { store }: Real): Promise<void> {
    model.now += this.ms
    await store.expireLeases(model.now)
    for (const delivery of model.deliveries) {
      if (delivery.leaseUntil === null || delivery.leaseUntil > model.now) continue
      delivery.attempts += 1
      if (!delivery.log.has(delivery.attempts)) delivery.log.set(delivery.attempts, "unknown")
      delivery.leaseUntil = null
      if (delivery.status === "pending") delivery.nextAttemptAt = model.now
    }
  }
}

class Switch extends Step {
  readonly name = "switch the endpoint"
  readonly active: boolean

  constructor(active: boolean) {
    super()
    this.active = active
  }

  async take(model: Model, { store, endpoint }: Real): Promise<void> {
    await store.updateEndpoint({ ...endpoint, active: this.active })
    model.isActive = this.active
  }
}

/** Any sequence of steps. */
export function steps(): fc.Arbitrary<Iterable<Command>> {
  const which = fc.nat({ max: 20 })
  return fc.commands(
    [
      fc.boolean().map((isLeased) => new Ingest(isLeased)),
      fc.constant(null).map(() => new Publish()),
      fc.tuple(which, fc.boolean()).map(([index, isByHand]) => new Claim(index, isByHand)),
      fc.tuple(which, fc.constantFrom(...SETTLEMENTS)).map(([index, how]) => new Acknowledge(index, how)),
      which.map((index) => new Requeue(index)),
      which.map((index) => new Release(index)),
      which.map((index) => new Extend(index)),
      fc.constantFrom(1, 20, 50, 300).map((ms) => new Pass(ms)),
      fc.boolean().map((active) => new Switch(active)),
    ],
    { maxCommands: 16 },
  )
}
