import type { Clock } from "../../domain/clock.ts"
import { newId } from "../../domain/ids.ts"
import { builtIn } from "../../providers/registry.ts"
import {
  type AttemptRow,
  type DeliveryRow,
  type EndpointRow,
  type Settlement,
  type Store,
} from "../../store/port.ts"
import { type AttemptSender, sendSigned } from "./send-signed.ts"
import { noteEndpoint } from "./endpoint-health.ts"
import { GIVEN_UP, settle } from "./settle.ts"

export interface AttemptWorld {
  readonly store: Store
  readonly clock: Clock
  readonly sender: AttemptSender
  readonly timeScale: number
  /** How long an endpoint may fail without one success before it is switched off; Infinity: for ever. */
  readonly disableAfterMs: number
  /** Told when an endpoint was switched off. */
  readonly onDisabled?: (endpoint: EndpointRow, why: string) => void
}

/** An attempt as it was written down, and what it made of its delivery. */
export interface Attempted {
  readonly attempt: AttemptRow
  readonly settlement: Settlement
}

/**
 * Signs a delivery anew, sends it once and writes down what came of it. Null when nothing was written: the attempt
 * was aborted, so that its delivery stays as it was, or the delivery is gone. Rejects when the store does. The caller
 * holds the delivery's lease.
 */
export async function makeAttempt(
  world: AttemptWorld,
  delivery: DeliveryRow,
  endpoint: EndpointRow,
  signal: AbortSignal,
): Promise<Attempted | null> {
  const { store, clock, sender, timeScale } = world
  const event =
    delivery.origin.kind === "endpoint" && (await store.getEvent(delivery.workspace, delivery.origin.event))
  if (!event) return await giveUp(world, delivery, "the event is no longer stored")
  const provider = builtIn(endpoint.provider)
  if (!provider) return await giveUp(world, delivery, `this relay does not know ${endpoint.provider}`)
  const at = clock.now()
  const sent = await sendSigned(sender, { provider, endpoint, event, at, signal })
  const result = sent.attempt
  if (signal.aborted && result.outcome !== "responded") return null

  const number = delivery.attempts + 1
  const attempt: AttemptRow = {
    id: newId("att"),
    delivery: delivery.id,
    number,
    at,
    url: endpoint.url,
    outcome: result.outcome,
    status: result.outcome === "responded" ? result.status : null,
    elapsedMs: result.elapsedMs,
    detail: result.outcome === "responded" ? null : (result.detail ?? null),
    requestHeaders: sent.requestHeaders,
    responseHeaders: sent.response?.headers ?? null,
    responseBody: sent.response?.body ?? null,
  }
  const ended = { delivery, number, result, headers: sent.response?.headers ?? [], endedAt: clock.now() }
  const settlement = settle(provider.delivery, timeScale, ended)
  const attempted = await record(store, delivery, attempt, settlement)
  if (attempted) await noteEndpoint(world, endpoint, { rules: provider.delivery, result, at: ended.endedAt })
  return attempted
}

/** Ends a delivery that can never be sent, so that it is visibly dead; the attempt says why. */
export async function giveUp(
  { store, clock }: AttemptWorld,
  delivery: DeliveryRow,
  detail: string,
): Promise<Attempted | null> {
  const attempt: AttemptRow = {
    id: newId("att"),
    delivery: delivery.id,
    number: delivery.attempts + 1,
    at: clock.now(),
    url: "",
    outcome: "blocked",
    status: null,
    elapsedMs: 0,
    detail,
    requestHeaders: null,
    responseHeaders: null,
    responseBody: null,
  }
  return await record(store, delivery, attempt, GIVEN_UP)
}

async function record(
  store: Store,
  { epoch }: DeliveryRow,
  attempt: AttemptRow,
  settlement: Settlement,
): Promise<Attempted | null> {
  return (await store.recordAttempt(attempt, settlement, epoch)) ? { attempt, settlement } : null
}
