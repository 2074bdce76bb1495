import type { RetrySchedule } from "../../domain/schedule.ts"

/**
 * How whk retries a delivery that it acknowledged itself: quick while a developer restarts an app, patient after
 * that. The long tail is the one Standard Webhooks recommends.
 */
export const CARE_SCHEDULE: RetrySchedule = {
  delaysMs: [1, 2, 5, 10, 30, 60, 300, 1800, 7200, 18_000, 36_000, 50_400].map((seconds) => seconds * 1000),
  certainty: "exact",
  source: "whk's own; tail from the Standard Webhooks specification",
}
