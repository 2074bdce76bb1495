import { type SuccessRule, successStatus } from "../../domain/delivery.ts"
import { formatTarget, type Target } from "../../domain/target.ts"
import { createForwarder, type Forwarder } from "../../listen/forwarder.ts"
import type { Gate } from "../../listen/gate.ts"
import { Sieve } from "../../listen/sieve.ts"
import { createStandIn } from "../../listen/stand-in.ts"
import { sampleContext } from "../../providers/sample.ts"
import type { Context } from "../context.ts"
import type { DeliveryJudge } from "./judge.ts"
import type { ListenPlan } from "./options.ts"
import { hasSieve } from "./sieve-flags.ts"

/** Where deliveries go, and who decides about it. */
export interface Forwarding {
  /** Of --forward, or in its place; its name is that of everything deliveries may go to. */
  readonly forwarder: Forwarder
  /** Of --forward alone; null where there is none. */
  readonly target: string | null
  readonly gate: Gate | undefined
  close(): Promise<void>
}

/** Opens connections to every target that the flags name, each once. Throws TARGET_INVALID and HEADER_INVALID. */
export function openForwarding(context: Context, plan: ListenPlan, judge: DeliveryJudge): Forwarding {
  const success = plan.sender.provider?.delivery.success ?? "2xx"
  const open = new Map<string, Forwarder>()
  // The path of --path belongs to --forward: a route has its own.
  const forwarderTo = (target: Target, path?: string): Forwarder => {
    const name = formatTarget({ ...target, path: path ?? target.path })
    const forwarder = open.get(name) ?? openForwarder(context, plan, { target, path })
    open.set(name, forwarder)
    return forwarder
  }
  const main = plan.target && forwarderTo(plan.target, plan.path)
  const routes = plan.sieve.routes.map(({ patterns, target }) => ({ patterns, to: forwarderTo(target) }))
  const shown = routes.length > 0 ? undefined : createStandIn(successStatus(success))
  const fallback = main ?? shown
  return {
    forwarder: {
      ...(fallback ?? createStandIn(successStatus(success))),
      target: [
        ...new Set([...routes.map(({ to }) => to.target), ...(fallback ? [fallback.target] : [])]),
      ].join(", "),
    },
    target: main?.target ?? null,
    gate: openGate(context, plan, { judge, routes, fallback, success }),
    async close() {
      await Promise.all([...open.values()].map((forwarder) => forwarder.close()))
    },
  }
}

function openForwarder(
  { clock }: Context,
  plan: ListenPlan,
  { target, path }: { readonly target: Target; readonly path: string | undefined },
): Forwarder {
  return createForwarder({
    target,
    ...(path !== undefined && { path }),
    headers: { set: plan.setHeaders, remove: plan.removeHeaders, host: plan.host },
    timeoutMs: plan.timeoutMs,
    tls: plan.tls,
    http2: plan.http2,
    clock,
  })
}

function openGate(
  { clock }: Context,
  plan: ListenPlan,
  parts: {
    readonly judge: DeliveryJudge
    readonly routes: readonly { readonly patterns: readonly string[]; readonly to: Forwarder }[]
    readonly fallback: Forwarder | undefined
    readonly success: SuccessRule
  },
): Gate | undefined {
  const { sieve, sender, maxBodyBytes } = plan
  if (!hasSieve(sieve)) return undefined
  const { judge, ...where } = parts
  return new Sieve({
    ...where,
    provider: sender.provider,
    events: sieve.events,
    filters: sieve.filters,
    judge: sieve.verify ? (request, body) => judge.judge(request, body) : undefined,
    rejectUnverified: sieve.rejectUnverified,
    judgedBytes: maxBodyBytes,
    dedupe: sieve.dedupe,
    inject: sieve.inject,
    random: sieve.seed === undefined ? Math.random : seeded(sieve.seed),
    clock,
  })
}

/** The same numbers from 0 up to 1 for the same seed. */
function seeded(seed: string): () => number {
  const values = sampleContext(seed, 0)
  return () => values.random()
}
