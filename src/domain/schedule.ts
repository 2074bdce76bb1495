/** When a failed delivery is tried again. A schedule is data; it says where it comes from and how sure it is. */
export interface RetrySchedule {
  /** Milliseconds to wait after attempt 1, 2, 3 … ended; its length + 1 is the number of attempts. */
  readonly delaysMs: readonly number[]
  readonly certainty: "exact" | "assumed"
  /** A provider's page, or the reasoning behind an assumption. */
  readonly source: string
}

/** How often a delivery is tried at most. */
export function maxAttempts(schedule: RetrySchedule): number {
  return schedule.delaysMs.length + 1
}

/** How long to wait after attempt number `attempt` (1 = the first) ended, or undefined when it was the last. */
export function delayAfter(schedule: RetrySchedule, attempt: number): number | undefined {
  return schedule.delaysMs[attempt - 1]
}
