import type { SettledView } from "../../src/ui/listen-lines.ts"

/** A delivery that was answered with success. */
export const SETTLED: SettledView = {
  // No zone: people read their own time.
  at: new Date("2026-01-15T12:03:04.567"),
  id: "dlv_01",
  method: "POST",
  target: "",
  event: "user.created",
  bytes: 268,
  attempt: 1,
  elapsedMs: 12.4,
  result: { status: 200 },
  verdict: null,
  injected: [],
  to: null,
}
