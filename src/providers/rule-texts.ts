import type { SuccessRule } from "../domain/delivery.ts"
import { formatDuration } from "../domain/duration.ts"
import { maxAttempts, type RetrySchedule } from "../domain/schedule.ts"
import type { Assumption, Provider } from "./provider.ts"

/** Equal delays at the end of a schedule that are told in one. */
const LONG_RUN = 5

/** `any 2xx`, `exactly 200 or 202`. */
export function successText(success: SuccessRule): string {
  return success === "2xx" ? "any 2xx" : `exactly ${success.join(" or ")}`
}

/**
 * `5 at 0s, 2s, 6s, 14s, 30s`: when each attempt is made if every one before it failed at once. Many equal delays at
 * the end are told in one: `…, then every 8h until 30d`.
 */
export function scheduleText(schedule: RetrySchedule): string {
  let atMs = 0
  const times = schedule.delaysMs.map((delayMs) => formatDuration((atMs += delayMs)))
  const shown = times.length > 30 ? [...times.slice(0, 15), "…", ...times.slice(-1)] : times
  const certainty = schedule.certainty === "assumed" ? " (assumed)" : ""
  const start = `${maxAttempts(schedule)}${certainty} at 0s`
  const last = schedule.delaysMs.at(-1)
  const equal = schedule.delaysMs.length - schedule.delaysMs.findLastIndex((delayMs) => delayMs !== last) - 1
  if (last === undefined || equal < LONG_RUN) return [start, ...shown].join(", ")
  const before = [start, ...times.slice(0, times.length - equal)].join(", ")
  return `${before}, then every ${formatDuration(last)} until ${times.at(-1)}`
}

/** How long a secret may be: `at least 32 characters`, `any`. */
export function secretLengthText({ minLength, warnBelow }: Provider["secret"]): string {
  if (minLength !== undefined) return `at least ${minLength} characters`
  return warnBelow === undefined ? "any" : `any; a warning below ${warnBelow} characters`
}

/** How many bytes of key a secret holds: `24 to 64`; undefined where that is not said. */
export function keyBytesText({ keyBytes }: Provider["secret"]): string | undefined {
  return keyBytes && [...new Set(keyBytes)].join(" to ")
}

/** `10s – the provider names no time limit`. */
export function assumptionText({ value, why }: Assumption): string {
  return `${value === "" ? "none" : value} – ${why}`
}

/** What a provider asks of an endpoint and gives it, a sentence each. */
export function ruleSentences(provider: Provider): readonly string[] {
  const { name, endpoint, secret, delivery, unknownEvents } = provider
  const { httpsOnly, httpsRule, hasActiveFlag, secretByUpdate, rotation } = endpoint
  const secretRule = secretSentence(provider)
  return [
    httpsOnly ? `${httpsRule}.` : `${httpsRule}. Plain http is taken.`,
    `An endpoint has at least one event type; "*" stands for ${unknownEvents?.accept === "any" ? "every one" : "all that are live"}.`,
    ...(unknownEvents ? [] : [`Event types that ${name} does not list are refused.`]),
    ...(secretRule === null ? [] : [secretRule]),
    ...(secret.optional ? ["An endpoint may have no secret; its deliveries are then not signed."] : []),
    secretByUpdate
      ? "The secret can be set by an update."
      : "The secret cannot be edited after the endpoint was made, only rotated.",
    rotation === "overlap"
      ? "After a rotation the old and the new secret sign together for a time."
      : "After a rotation the old secret stops at once.",
    hasActiveFlag
      ? "An endpoint can be switched off."
      : "An endpoint cannot be switched off; delete it to stop its deliveries.",
    `A delivery is accepted with ${successText(delivery.success)} within ${formatDuration(delivery.timeoutMs)}.`,
  ]
}

/** What a secret that is chosen has to be; null where any is taken. */
export function secretSentence({ secret }: Pick<Provider, "secret">): string | null {
  const { minLength, warnBelow } = secret
  const bytes = keyBytesText(secret)
  if (minLength !== undefined) return `A secret has ${secretLengthText(secret)}.`
  if (warnBelow !== undefined) return `A secret below ${warnBelow} characters is taken with a warning.`
  return bytes === undefined ? null : `A secret holds ${bytes} bytes of key.`
}
