import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"

/** How long an endpoint has been failing, and its end when that is too long. */
export function endpointHealthTable(db: Connection): Pick<Tables, "noteEndpoint"> {
  return {
    noteEndpoint(workspace, endpoint, { ok, at, disableAfterMs, why }) {
      if (ok) {
        db.run(
          "UPDATE endpoints SET failing_since = NULL WHERE workspace = ? AND id = ? AND failing_since IS NOT NULL",
          workspace,
          endpoint,
        )
        return false
      }
      db.run(
        "UPDATE endpoints SET failing_since = ? WHERE workspace = ? AND id = ? AND failing_since IS NULL",
        at,
        workspace,
        endpoint,
      )
      return (
        db.run(
          `UPDATE endpoints SET active = 0, disabled_why = ?, updated_at = ?
           WHERE workspace = ? AND id = ? AND active = 1 AND failing_since <= ?`,
          why,
          at,
          workspace,
          endpoint,
          at - disableAfterMs,
        ) > 0
      )
    },
  }
}
