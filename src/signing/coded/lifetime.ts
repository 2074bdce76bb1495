import { judgeTimestamp } from "../freshness.ts"
import type { TimestampRule } from "../scheme.ts"
import type { TimestampVerdict, VerifyInput } from "../verification.ts"

/** The times that a signature covers. */
export interface Lifetime {
  /** When it was made, in the unit of the scheme's rule. */
  readonly issued?: string
  /** Seconds since the epoch. */
  readonly notBefore?: number
  /** Seconds since the epoch; from then on it is not accepted. */
  readonly expires?: number
}

export interface LifetimeVerdict {
  readonly reason: "ok" | "stale" | "future" | "malformed"
  readonly timestamp: TimestampVerdict | null
}

/** Whether a right signature is to be accepted at this moment. A given tolerance is granted to every one of its times. */
export function judgeLifetime(
  rule: TimestampRule | undefined,
  { issued, notBefore, expires }: Lifetime,
  input: Pick<VerifyInput, "nowMs" | "toleranceSeconds">,
): LifetimeVerdict {
  const made =
    issued === undefined
      ? null
      : judgeTimestamp(rule ?? { unit: "s" }, { value: issued, signed: true }, input)
  const isReadable = [notBefore, expires].every((time) => time === undefined || Number.isFinite(time))
  if ((issued !== undefined && made === null) || !isReadable) return { reason: "malformed", timestamp: null }
  if (made?.fresh === false) return { reason: made.ageSeconds < 0 ? "future" : "stale", timestamp: made }

  const nowSeconds = input.nowMs / 1000
  const leeway = input.toleranceSeconds ?? 0
  const verdictOf = (time: number, fresh: boolean): TimestampVerdict => ({
    value: String(time),
    ageSeconds: Math.floor(nowSeconds - time),
    fresh,
    signed: true,
  })
  if (notBefore !== undefined && nowSeconds + leeway < notBefore)
    return { reason: "future", timestamp: verdictOf(notBefore, false) }
  if (expires === undefined) return { reason: "ok", timestamp: made }
  const fresh = nowSeconds - leeway < expires
  return {
    reason: fresh ? "ok" : "stale",
    timestamp: made ? { ...made, fresh } : verdictOf(expires, fresh),
  }
}
