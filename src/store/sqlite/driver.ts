import { WhkError } from "../../errors.ts"

export type SqlValue = string | number | null | Uint8Array

/** The part of `node:sqlite` the store uses; the package with the same API fits it as well. */
export interface SqliteStatement {
  run(...values: SqlValue[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint }
  get(...values: SqlValue[]): unknown
  all(...values: SqlValue[]): unknown[]
}

export interface SqliteDatabase {
  exec(sql: string): void
  prepare(sql: string): SqliteStatement
  close(): void
}

export interface SqliteDriver {
  readonly DatabaseSync: new (path: string, options?: { readonly readOnly?: boolean }) => SqliteDatabase
}

// SQLite up to 3.51.2 can corrupt a database when its WAL is reset (sqlite.org, release notes of 3.51.3).
const OLDEST_SAFE_SQLITE = "3.51.3"

/**
 * The SQLite to use: Node's own where it has one without a flag that is new enough, else the package with the same
 * API. Throws STORE_MISSING when neither is there.
 */
export async function loadDriver(): Promise<SqliteDriver> {
  const refused: string[] = []
  for (const load of [builtInDriver, packagedDriver]) {
    const driver = await load()
    if (!driver) continue
    const version = sqliteVersion(driver)
    if (isAtLeast(version, OLDEST_SAFE_SQLITE)) return driver
    refused.push(version)
  }
  const found = refused.length > 0 ? `only SQLite ${refused.join(" and ")}` : "no SQLite"
  throw new WhkError("STORE_MISSING", `Node ${process.versions.node} has ${found}; the store needs 3.51.3.`)
}

function builtInDriver(): Promise<SqliteDriver | null> {
  return Promise.resolve(asDriver(process.getBuiltinModule("node:sqlite")))
}

/** The optional dependency, or null where it was left out or has no binary for this machine. */
async function packagedDriver(): Promise<SqliteDriver | null> {
  try {
    return asDriver(await import("@photostructure/sqlite"))
  } catch {
    return null
  }
}

function asDriver(module: object | undefined): SqliteDriver | null {
  return module && "DatabaseSync" in module ? (module as SqliteDriver) : null
}

function sqliteVersion(driver: SqliteDriver): string {
  const database = new driver.DatabaseSync(":memory:")
  const row = database.prepare("SELECT sqlite_version() AS version").get() as { version: string }
  database.close()
  return row.version
}

/** Whether a dotted version is the wanted one or a later one. */
export function isAtLeast(version: string, wanted: string): boolean {
  return version.localeCompare(wanted, "en", { numeric: true }) >= 0
}
