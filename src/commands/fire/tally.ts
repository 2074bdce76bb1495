import { createHistogram } from "node:perf_hooks"
import type { AttemptResult } from "../../domain/delivery.ts"

/** What came of many deliveries, in a fixed amount of memory. */
export class Tally {
  #deliveries = 0
  #accepted = 0
  #attempts = 0
  #leftOut = 0
  readonly #refusals = new Map<string, number>()
  // It counts whole numbers above 0: microseconds.
  readonly #latency = createHistogram()

  attempt(result: AttemptResult): void {
    this.#attempts += 1
    if (result.outcome === "responded") this.#latency.record(Math.max(1, Math.round(result.elapsedMs * 1000)))
  }

  /** Counts a delivery that ended with this attempt; the number of it. */
  ended(result: AttemptResult, isAccepted: boolean): number {
    this.#deliveries += 1
    if (isAccepted) this.#accepted += 1
    else {
      const what = result.outcome === "responded" ? String(result.status) : result.outcome
      this.#refusals.set(what, (this.#refusals.get(what) ?? 0) + 1)
    }
    return this.#deliveries
  }

  /** Counts a request that could not be sent, because it is not there whole. */
  leftOut(): void {
    this.#leftOut += 1
  }

  get isAllAccepted(): boolean {
    return this.#accepted === this.#deliveries && this.#leftOut === 0
  }

  /** Counts and times in one line for people. */
  summary(): string {
    const refusals = [...this.#refusals].toSorted(([, one], [, other]) => other - one)
    const parts = [
      `${this.#deliveries} sent`,
      ...(this.#attempts > this.#deliveries ? [`${this.#attempts} attempts`] : []),
      `${this.#accepted} accepted`,
      ...refusals.map(([what, count]) => `${count} × ${what}`),
      ...(this.#leftOut > 0 ? [`${this.#leftOut} left out`] : []),
    ]
    const times = this.#latency.count > 0 ? `; p50 ${this.#percentile(50)}, p95 ${this.#percentile(95)}` : ""
    return `${parts.join(", ")}${times}.`
  }

  #percentile(percent: number): string {
    const elapsedMs = this.#latency.percentile(percent) / 1000
    return `${elapsedMs < 10 ? elapsedMs.toFixed(1) : Math.round(elapsedMs)}ms`
  }
}
