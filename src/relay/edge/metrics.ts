import { monitorEventLoopDelay } from "node:perf_hooks"
import type { RelayEvent } from "./events.ts"
import { Counter, gauge, Histogram, type Metric, writeExposition } from "./exposition.ts"

/** What is looked up when metrics are asked for. */
export interface MetricSources {
  /** Listeners connected. */
  readonly sessions: () => number
  /** Requests being answered. */
  readonly inFlight: () => number
  /** Deliveries that wait or are retried. */
  readonly pending: () => Promise<number>
}

/** Counts what the relay tells of and writes it down for Prometheus. */
export interface Metrics {
  count(event: RelayEvent): void
  text(): Promise<string>
  close(): void
}

const COMMIT_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]
const LAG_RESOLUTION_MS = 20
const NANOSECONDS = 1e9

export function createMetrics(sources: MetricSources): Metrics {
  const requests = new Counter("whk_http_requests_total", "Answers given, by door and status.")
  const refused = new Counter("whk_refused_total", "Requests turned away, by reason.")
  const received = new Counter("whk_deliveries_received_total", "Deliveries stored, by where they came from.")
  const bytes = new Counter("whk_ingest_bytes_total", "Bytes of bodies stored for inboxes.")
  const attempts = new Counter("whk_attempts_total", "Attempts, by how they ended.")
  const settled = new Counter("whk_deliveries_settled_total", "What attempts made of deliveries, by status.")
  const commits = new Histogram(
    "whk_store_commit_seconds",
    "From handing a write to the store until it is on disk.",
    COMMIT_BOUNDS,
  )
  // It wakes the process all the time, so it runs only once somebody looks.
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS })

  const counted: readonly Metric[] = [requests, refused, received, bytes, attempts, settled, commits]
  const looked: readonly Metric[] = [
    gauge("whk_sessions", "Listeners connected.", sources.sessions),
    gauge("whk_requests_in_flight", "Requests being answered.", sources.inFlight),
    gauge("process_resident_memory_bytes", "Memory of the process.", () => process.memoryUsage.rss()),
  ]

  return {
    count(event) {
      switch (event.type) {
        case "request":
          requests.add({ route: event.route, status: String(event.status ?? "none") })
          if (event.refused) refused.add({ reason: event.refused })
          break
        case "received":
          received.add({ origin: event.origin })
          if (event.origin === "inbox") bytes.add({}, event.bytes)
          break
        case "attempt":
          attempts.add({ outcome: event.outcome })
          settled.add({ status: event.settled })
          break
        case "committed":
          commits.observe(event.elapsedMs / 1000)
          break
        default:
          break
      }
    },

    async text() {
      const pending = await sources.pending()
      // The monitor measures whole intervals; what is above its own is the lag. It starts anew with every look.
      const overSeconds = (nanoseconds: number): number =>
        Math.max(0, nanoseconds / NANOSECONDS - LAG_RESOLUTION_MS / 1000)
      const [p99, max] = [overSeconds(lag.percentile(99)), overSeconds(lag.max)]
      if (!lag.enable()) lag.reset()
      return writeExposition([
        ...counted,
        ...looked,
        gauge("whk_deliveries_pending", "Deliveries that wait or are retried.", () => pending),
        gauge("whk_event_loop_lag_p99_seconds", "Since the last look.", () => p99),
        gauge("whk_event_loop_lag_max_seconds", "Since the last look.", () => max),
      ])
    },

    close: () => lag.disable(),
  }
}
