import type { Clock } from "../domain/clock.ts"
import { isSuccess, type SuccessRule, successStatus } from "../domain/delivery.ts"
import { matchesEventType } from "../domain/event-types.ts"
import { type Filter, matchesFilter } from "../domain/filter.ts"
import { firstHeader } from "../domain/headers.ts"
import { readJson } from "../domain/json.ts"
import { nestsDeeperThan } from "../domain/json-depth.ts"
import type { Provider } from "../providers/provider.ts"
import { readForm } from "../signing/form.ts"
import type { RequestInfo } from "../tunnel/frames.ts"
import { eventTypeOf } from "./event-type.ts"
import { drawFaults, type FaultRates, withFaults } from "./faults.ts"
import type { Forwarder } from "./forwarder.ts"
import type { Decision, DeliveryVerdict, Gate, SkipReason } from "./gate.ts"
import { createStandIn } from "./stand-in.ts"

/** Larger bodies are not parsed: what a filter asks of them is not there. */
export const PARSED_BYTES = 1024 * 1024

// What nests deeper, or has more fields as a form, is not parsed either: it takes a parser far longer than its size says.
const DEEPEST = 200
const MOST_FIELDS = 10_000

/** How many deliveries `--dedupe` remembers. */
const REMEMBERED = 100_000

/** Deliveries of these event types go to this target. */
export interface Route {
  readonly patterns: readonly string[]
  readonly to: Forwarder
}

export interface SieveOptions {
  readonly provider: Provider | undefined
  readonly success: SuccessRule
  /** Patterns of what is forwarded; empty: everything. */
  readonly events: readonly string[]
  /** All of them have to fit. */
  readonly filters: readonly Filter[]
  readonly routes: readonly Route[]
  /** Gets what no route takes; undefined where there is none, and with it nothing else is skipped for want of a route. */
  readonly fallback: Forwarder | undefined
  readonly judge: ((request: RequestInfo, body: Uint8Array | null) => Promise<DeliveryVerdict>) | undefined
  readonly rejectUnverified: boolean
  /** Larger bodies are not judged. */
  readonly judgedBytes: number
  readonly dedupe: boolean
  readonly inject: FaultRates | undefined
  /** Numbers from 0 up to 1, for what is injected. */
  readonly random: () => number
  readonly clock: Clock
}

/** The gate of `whk listen`: duplicates, signatures, filters, routes and faults, in this order. */
export class Sieve implements Gate {
  readonly bodyBytes: number
  readonly success: SuccessRule
  readonly #options: SieveOptions
  readonly #taken: Forwarder
  readonly #refused = createStandIn(401, "whk: the signature of this delivery is not verified\n")
  /** Statuses of what was answered with success, oldest first. */
  readonly #done = new Map<string, number>()

  constructor(options: SieveOptions) {
    const { judge, judgedBytes, success, events, filters, routes } = options
    const isParsed = events.length + filters.length + routes.length > 0
    this.#options = options
    this.success = success
    this.bodyBytes = Math.max(isParsed ? PARSED_BYTES : 0, judge ? judgedBytes : 0)
    this.#taken = createStandIn(successStatus(success))
  }

  decide(request: RequestInfo, body: Uint8Array | null): Decision | Promise<Decision> {
    const done = request.kind === "replay" ? undefined : this.#done.get(request.delivery)
    if (done !== undefined) return { ...this.#skip("duplicate", null), to: [createStandIn(done)] }
    const { judge } = this.#options
    if (!judge) return this.#sift(request, body, null)
    return judge(request, body).then((verdict) => this.#sift(request, body, verdict))
  }

  answered({ delivery }: RequestInfo, status: number): void {
    if (!this.#options.dedupe || !isSuccess(this.success, status)) return
    this.#done.set(delivery, status)
    if (this.#done.size <= REMEMBERED) return
    const [oldest] = this.#done.keys()
    this.#done.delete(oldest!)
  }

  #sift(request: RequestInfo, body: Uint8Array | null, verdict: DeliveryVerdict | null): Decision {
    const { provider, rejectUnverified, events } = this.#options
    const readable = body && isReadable(body) ? body : null
    const event = eventTypeOf(request, readable, provider)
    if (rejectUnverified && verdict?.verified !== true)
      return { to: [this.#refused], event, verdict, skipped: null, injected: [] }
    const isWanted =
      (events.length === 0 || matchesAny(events, event)) && this.#passesFilters(request, readable)
    if (!isWanted) return this.#skip("filter", event, verdict)
    const to = this.#targetsOf(event)
    return to.length === 0
      ? this.#skip("route", event, verdict)
      : { event, verdict, skipped: null, ...this.#inject(to) }
  }

  #targetsOf(event: string | null): readonly Forwarder[] {
    const { routes, fallback } = this.#options
    const matching = routes.filter(({ patterns }) => matchesAny(patterns, event)).map(({ to }) => to)
    if (matching.length > 0) return [...new Set(matching)]
    return fallback ? [fallback] : []
  }

  #passesFilters(request: RequestInfo, body: Uint8Array | null): boolean {
    const { filters } = this.#options
    if (filters.length === 0) return true
    const payload = body && readPayload(request, body)
    return filters.every((filter) => matchesFilter(filter, payload ?? undefined))
  }

  #inject(to: readonly Forwarder[]): Pick<Decision, "to" | "injected"> {
    const { inject, random, clock } = this.#options
    const faults = inject && drawFaults(inject, random)
    if (!faults) return { to, injected: [] }
    return { to: to.map((target) => withFaults(target, faults, clock)), injected: faults.names }
  }

  #skip(skipped: SkipReason, event: string | null, verdict: DeliveryVerdict | null = null): Decision {
    return { to: [this.#taken], event, verdict, skipped, injected: [] }
  }
}

/** Whether one of the patterns takes an event; one without a name is taken by `*` alone. */
function matchesAny(patterns: readonly string[], event: string | null): boolean {
  return patterns.some((pattern) => matchesEventType(pattern, event ?? ""))
}

function isReadable(body: Uint8Array): boolean {
  return body.length <= PARSED_BYTES && !nestsDeeperThan(DEEPEST, body) && !hasMoreFields(body, MOST_FIELDS)
}

/** Whether it has more fields than this, if it is a form; JSON is none, whatever its texts hold. */
function hasMoreFields(body: Uint8Array, most: number): boolean {
  if (/^\s*[[{]/.test(Buffer.from(body.subarray(0, 64)).toString("latin1"))) return false
  let fields = 1
  for (const byte of body) if (byte === AMPERSAND) fields += 1
  return fields > most
}

const AMPERSAND = 0x26

/** What the bytes are as JSON, else as the fields of a form where they say that they are one. */
function readPayload({ headers }: RequestInfo, body: Uint8Array): unknown {
  const json = readJson(body)
  if (json) return json.value
  const type = firstHeader(headers, "content-type") ?? ""
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return undefined
  return Object.fromEntries(readForm(body))
}
