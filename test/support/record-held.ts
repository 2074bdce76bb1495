import type { AttemptRow, Settlement, Store } from "../../src/store/port.ts"

/** Leases a delivery, whatever its state, and writes the attempt down as the lease's holder. */
export async function recordHeld(
  store: Store,
  attempt: AttemptRow,
  settlement: Settlement,
): Promise<boolean> {
  const [held] = await store.claim([attempt.delivery], attempt.at + 60_000)
  return await store.recordAttempt(attempt, settlement, held?.epoch ?? 0)
}
