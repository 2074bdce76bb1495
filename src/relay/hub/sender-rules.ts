import type { SuccessRule } from "../../domain/delivery.ts"
import { builtIn } from "../../providers/registry.ts"

/** What the senders of an inbox expect of an answer. */
export interface SenderRules {
  /** Which statuses they take for success. */
  readonly success: SuccessRule
  /** How long the app may take before the inbox's policy answers, in milliseconds. */
  readonly answerLimitMs: number
  /** How long an attempt at their delivery holds it, in milliseconds. */
  readonly leaseMs: number
  /** Whether they send again what was refused. */
  readonly retry: boolean
}

/** A lease outlasts the sender's patience by this much. */
const LEASE_MARGIN_MS = 10_000

/** The most common limit, less a second. */
const UNKNOWN_SENDER: SenderRules = {
  success: "2xx",
  answerLimitMs: 29_000,
  leaseMs: 29_000 + LEASE_MARGIN_MS,
  retry: true,
}

/** The rules of a provider's senders; those of most providers where the inbox names none. */
export function senderRules(provider: string | null): SenderRules {
  const delivery = builtIn(provider)?.delivery
  if (!delivery) return UNKNOWN_SENDER
  // The sender must hear from us before its own patience ends, even where that is a second.
  const marginMs = Math.min(1000, delivery.timeoutMs / 2)
  return {
    success: delivery.success,
    answerLimitMs: delivery.timeoutMs - marginMs,
    leaseMs: delivery.timeoutMs + LEASE_MARGIN_MS,
    retry: delivery.schedule.delaysMs.length > 0,
  }
}
