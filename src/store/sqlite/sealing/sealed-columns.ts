import type { Connection } from "../connection.ts"
import { PREFIX_LENGTH } from "./vault.ts"

interface SealedColumn {
  readonly table: "endpoints" | "inboxes"
  readonly column: string
}

/** Every column that holds secrets, and so holds them sealed. */
const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: "endpoints", column: "secret" },
  { table: "endpoints", column: "previous_secret" },
  { table: "inboxes", column: "secret" },
  { table: "inboxes", column: "verify_token" },
]

const BATCH = 500

interface Held {
  readonly id: string
  readonly text: string
}

/** Seals what an older whk kept in the clear. Runs once, as a migration, before anything else reads these columns. */
export function sealPlainSecrets(db: Connection): void {
  for (const sealed of SEALED_COLUMNS) {
    const { table, column } = sealed
    const rows = db.all<Held>(`SELECT id, ${column} AS text FROM ${table} WHERE ${column} IS NOT NULL`)
    for (const { id, text } of rows) put(db, sealed, id, db.vault.seal(text, { table, id, column }))
  }
  // A folder that was never opened before holds no trace of a secret.
  if (db.get("SELECT 1 FROM meta WHERE key = 'store.opened'"))
    db.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, 'due')", SWEEP)
}

/**
 * Makes sure that every secret can be opened, and that all are sealed with the first key when it returns, so that an
 * older key may be taken away after one start. Throws SEAL_KEY_MISSING.
 */
export function checkSeals(db: Connection): void {
  db.vault.requireKeysFor(prefixesInUse(db))
  const current = db.vault.currentPrefix
  // What an older key had sealed is overwritten, not only let go of.
  db.exec("PRAGMA secure_delete = ON")
  for (const sealed of SEALED_COLUMNS) while (resealSome(db, sealed, current) === BATCH);
  db.exec("PRAGMA secure_delete = OFF")
  sweep(db)
}

const SWEEP = "seal.sweep"

/** Writes the database anew once, because pages let go of may still hold secrets from before they were sealed. */
function sweep(db: Connection): void {
  if (!db.get("SELECT 1 FROM meta WHERE key = ?", SWEEP)) return
  db.exec("PRAGMA temp_store = FILE")
  try {
    db.exec("VACUUM")
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)")
    db.run("DELETE FROM meta WHERE key = ?", SWEEP)
  } catch {
    // Too little space, most likely; it stays due and is tried at the next start.
  } finally {
    db.exec("PRAGMA temp_store = MEMORY")
  }
}

function prefixesInUse(db: Connection): readonly string[] {
  const each = SEALED_COLUMNS.map(
    ({ table, column }) =>
      `SELECT substr(${column}, 1, ${PREFIX_LENGTH}) AS prefix FROM ${table} WHERE ${column} IS NOT NULL`,
  )
  return db.all<{ prefix: string }>(each.join(" UNION ")).map(({ prefix }) => prefix)
}

/** Seals up to a batch of texts of older keys anew; returns how many. */
function resealSome(db: Connection, sealed: SealedColumn, current: string): number {
  const { table, column } = sealed
  const old = db.all<Held>(
    `SELECT id, ${column} AS text FROM ${table}
     WHERE ${column} IS NOT NULL AND substr(${column}, 1, ${PREFIX_LENGTH}) <> ? LIMIT ${BATCH}`,
    current,
  )
  if (old.length === 0) return 0
  db.exec("BEGIN IMMEDIATE")
  for (const { id, text } of old) {
    const place = { table, id, column }
    put(db, sealed, id, db.vault.seal(db.vault.open(text, place), place))
  }
  db.exec("COMMIT")
  return old.length
}

function put(db: Connection, { table, column }: SealedColumn, id: string, text: string): void {
  db.run(`UPDATE ${table} SET ${column} = ? WHERE id = ?`, text, id)
}
