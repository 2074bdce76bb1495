import type { Verification, VerifyReason } from "../verification.ts"

// A right signature says more than a wrong one, whatever its clock says.
const TELLING: readonly VerifyReason[] = ["ok", "stale", "future", "malformed", "downgrade", "no-match"]

/** Of several signatures' verdicts the one to report: that of the first that is best. */
export function mostTelling(verdicts: readonly Verification[]): Verification {
  const [best] = verdicts.toSorted((a, b) => TELLING.indexOf(a.reason) - TELLING.indexOf(b.reason))
  if (!best) throw new TypeError("there is no verdict to choose from")
  return best
}
