import type { Clock } from "../../domain/clock.ts"
import { eventTypeOf } from "../../listen/event-type.ts"
import type { ListenEvent } from "../../listen/events.ts"
import type { DeliveryVerdict } from "../../listen/gate.ts"
import { keyOf } from "../../listen/result-memory.ts"
import type { Provider } from "../../providers/provider.ts"
import type { RequestInfo } from "../../tunnel/frames.ts"
import type { SettledView } from "../../ui/listen-lines.ts"

export type Arrived = Extract<ListenEvent, { type: "delivery" }>
export type Settled = Extract<ListenEvent, { type: "response" | "failed" | "skipped" }>

/** What is known of a delivery until all of its targets have answered. */
export interface Told extends Pick<SettledView, "event" | "injected"> {
  readonly verdict: DeliveryVerdict | null
  /** Answers that are still to come. */
  readonly waiting: number
}

/** Puts together what a delivery said when it came and what became of it. */
export class Settling {
  readonly #clock: Clock
  readonly #provider: Provider | undefined
  readonly #hasRoutes: boolean
  readonly #told = new Map<string, Told>()

  constructor(clock: Clock, provider: Provider | undefined, hasRoutes: boolean) {
    this.#clock = clock
    this.#provider = provider
    this.#hasRoutes = hasRoutes
  }

  /** A delivery came. */
  arrived({ request, body, decision }: Arrived): Told {
    const event = decision ? decision.event : eventTypeOf(request, body, this.#provider)
    const { verdict = null, injected = [], to } = decision ?? {}
    const told = { event, verdict, injected, waiting: to?.length ?? 1 }
    this.#told.set(keyOf(request), told)
    return told
  }

  /** What became of it at one target, as a line says it. */
  settled(event: Settled): SettledView {
    const { request } = event
    const told = event.type === "skipped" ? { ...NOTHING_TOLD, event: event.event } : this.#take(request)
    const { delivery: id, method, target, bodyBytes: bytes, attempt } = request
    return {
      at: new Date(this.#clock.now()),
      id,
      method,
      target,
      bytes,
      attempt,
      elapsedMs: event.type === "skipped" ? 0 : event.elapsedMs,
      result: resultOf(event),
      // Where there is one target, the ready line has named it.
      to: event.type !== "skipped" && this.#hasRoutes ? event.target : null,
      event: told.event,
      verdict: told.verdict,
      injected: told.injected,
    }
  }

  #take(request: RequestInfo): Told {
    const key = keyOf(request)
    const told = this.#told.get(key) ?? NOTHING_TOLD
    if (told.waiting > 1) this.#told.set(key, { ...told, waiting: told.waiting - 1 })
    else this.#told.delete(key)
    return told
  }
}

const NOTHING_TOLD: Told = { event: null, verdict: null, injected: [], waiting: 1 }

function resultOf(event: Settled): SettledView["result"] {
  switch (event.type) {
    case "skipped":
      return { skipped: event.reason }
    case "response":
      return { status: event.status }
    case "failed":
      return { outcome: event.outcome, detail: event.detail }
  }
}
