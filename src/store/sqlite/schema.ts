import type { Connection } from "./connection.ts"
import { WhkError } from "../../errors.ts"
import { DELIVERY_SEMANTICS } from "./migrations/delivery-semantics.ts"
import { AUDIT_LOG } from "./migrations/audit-log.ts"
import { DELIVERIES_BY_TIME } from "./migrations/deliveries-by-time.ts"
import { DELIVERY_VERDICT } from "./migrations/delivery-verdict.ts"
import { FIRST_SCHEMA } from "./migrations/first-schema.ts"
import { HANDSHAKE_COLUMNS } from "./migrations/handshake-columns.ts"
import { INSPECTOR_SESSIONS } from "./migrations/inspector-sessions.ts"
import { ROW_CHECKSUMS } from "./migrations/row-checksums.ts"
import { sealedSecrets } from "./migrations/sealed-secrets.ts"

/** SQL, or code for what SQL alone cannot do; it runs inside the one transaction. */
type Migration = string | ((connection: Connection) => void)

/** Each brings the database from the version of its place to the next one; a released one never changes. */
export const MIGRATIONS: readonly Migration[] = [
  FIRST_SCHEMA,
  HANDSHAKE_COLUMNS,
  DELIVERY_SEMANTICS,
  sealedSecrets,
  AUDIT_LOG,
  ROW_CHECKSUMS,
  INSPECTOR_SESSIONS,
  DELIVERY_VERDICT,
  DELIVERIES_BY_TIME,
]

/** Brings the tables up to date, all in one transaction. Throws STORE_FAILED on a database of a later whk. */
export function migrate(connection: Connection): void {
  const version = connection.get<{ user_version: number }>("PRAGMA user_version")?.user_version ?? 0
  if (version > MIGRATIONS.length) {
    throw new WhkError("STORE_FAILED", `The data folder is of version ${version}, made by a later whk.`, {
      hint: `Update whk, or pass another folder with --data; this whk knows up to ${MIGRATIONS.length}.`,
    })
  }
  if (version === MIGRATIONS.length) return
  connection.exec("BEGIN IMMEDIATE")
  for (const migration of MIGRATIONS.slice(version)) {
    if (typeof migration === "string") connection.exec(migration)
    else migration(connection)
  }
  connection.exec(`PRAGMA user_version = ${MIGRATIONS.length}`)
  connection.exec("COMMIT")
}
