import type { Tables } from "../calls.ts"
import type { Connection } from "../connection.ts"
import { accessTables } from "./access.ts"
import { attemptTable } from "./attempts.ts"
import { auditTable } from "./audit.ts"
import { bodyTables } from "./bodies.ts"
import { countTable } from "./counts.ts"
import { deliveryTable } from "./deliveries.ts"
import { endpointHealthTable } from "./endpoint-health.ts"
import { endpointTable } from "./endpoints.ts"
import { eventTable } from "./events.ts"
import { inboxTable } from "./inboxes.ts"
import { leaseTables } from "./leases.ts"
import { metaTable } from "./meta.ts"
import { queueTables } from "./queues.ts"
import { retentionTables } from "./retention.ts"
import { settledTable } from "./settled.ts"
import { statsTables } from "./stats.ts"

/** Every call of the port over one connection. */
export function allTables(db: Connection): Tables {
  return {
    ...metaTable(db),
    ...accessTables(db),
    ...endpointTable(db),
    ...endpointHealthTable(db),
    ...inboxTable(db),
    ...eventTable(db),
    ...deliveryTable(db),
    ...bodyTables(db),
    ...attemptTable(db),
    ...leaseTables(db),
    ...settledTable(db),
    ...queueTables(db),
    ...auditTable(db),
    ...statsTables(db),
    ...countTable(db),
    ...retentionTables(db),
  }
}
