import type { DeliveryCount } from "../../port.ts"
import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"

// Equal latencies are counted in one, so that a busy span gives hundreds of rows and not thousands.
const LATENCY = `CASE
  WHEN response_status IS NULL OR elapsed_ms IS NULL THEN NULL
  WHEN elapsed_ms < 100 THEN round(elapsed_ms)
  WHEN elapsed_ms < 1000 THEN round(elapsed_ms / 10) * 10
  ELSE round(elapsed_ms / 100) * 100 END`

export function countTable(db: Connection): Pick<Tables, "countDeliveries"> {
  return {
    countDeliveries: (workspace, { from, to, endpoint = null }) =>
      db.all<DeliveryCount>(
        `SELECT endpoint, ${LATENCY} AS latencyMs, count(*) AS deliveries,
           count(*) FILTER (WHERE status IN ('failed', 'answered')) AS failed
         FROM deliveries INDEXED BY deliveries_by_time
         WHERE workspace = ?1 AND created_at >= ?2 AND created_at < ?3 AND (?4 IS NULL OR endpoint = ?4)
         GROUP BY 1, 2`,
        workspace,
        from,
        to,
        endpoint,
      ),
  }
}
