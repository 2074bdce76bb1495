import type { DeliveryStatus } from "../../../domain/delivery.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"

// Latency is that of the attempts of this many newest deliveries.
const RECENT_DELIVERIES = 1000

export function statsTables(db: Connection): Pick<Tables, "stats" | "idsWithPrefix"> {
  return {
    stats(workspace) {
      const endpoints = db.get<{ total: number; active: number }>(
        "SELECT count(*) AS total, count(*) FILTER (WHERE active = 1) AS active FROM endpoints WHERE workspace = ?",
        workspace,
      )!
      const events = db.get<{ count: number }>(
        "SELECT count(*) AS count FROM events WHERE workspace = ?",
        workspace,
      )!
      const deliveries = { pending: 0, delivered: 0, answered: 0, failed: 0 }
      for (const { status, count } of db.all<{ status: DeliveryStatus; count: number }>(
        "SELECT status, count(*) AS count FROM deliveries WHERE workspace = ? GROUP BY status",
        workspace,
      ))
        deliveries[status] = count
      const elapsed = recentLatencies(db, workspace)
      return {
        endpoints: { ...endpoints, inactive: endpoints.total - endpoints.active },
        events: events.count,
        deliveries,
        latencyMs: { p50: percentile(elapsed, 0.5), p95: percentile(elapsed, 0.95) },
      }
    },

    idsWithPrefix(workspace, prefix, limit) {
      const rows = db.all<{ id: string }>(
        ["endpoints", "inboxes", "events", "deliveries", "keys"]
          .map((table) => `SELECT id FROM ${table} WHERE workspace = ?1 AND id >= ?2 AND id < ?3`)
          .join(" UNION ALL ")
          // A session stands in no list, so no beginning of its id may be taken for it.
          .concat(" AND (opened_by IS NULL OR id = ?2) ORDER BY id LIMIT ?4"),
        workspace,
        prefix,
        `${prefix}\u{10ffff}`,
        limit,
      )
      return rows.map(({ id }) => id)
    },
  }
}

/** Milliseconds of recent attempts that got an answer, shortest first. */
function recentLatencies(db: Connection, workspace: string): number[] {
  const rows = db.all<{ elapsedMs: number }>(
    `SELECT a.elapsed_ms AS elapsedMs FROM attempts a
     WHERE a.outcome = 'responded'
       AND a.delivery IN (SELECT id FROM deliveries WHERE workspace = ? ORDER BY id DESC LIMIT ?)
     ORDER BY a.elapsed_ms`,
    workspace,
    RECENT_DELIVERIES,
  )
  return rows.map(({ elapsedMs }) => elapsedMs)
}

/** The nearest-rank percentile of sorted values; null of none. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}
