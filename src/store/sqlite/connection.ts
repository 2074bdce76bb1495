import type { SqliteDatabase, SqliteStatement, SqlValue } from "./driver.ts"
import type { Vault } from "./sealing/vault.ts"

/**
 * One open database and its prepared statements, each compiled once. The packaged driver's statements do not keep
 * their database alive, so both live and die together here.
 */
export class Connection {
  readonly #database: SqliteDatabase
  readonly #statements = new Map<string, SqliteStatement>()

  /** Seals the secrets of this database. */
  readonly vault: Vault

  constructor(database: SqliteDatabase, vault: Vault) {
    this.#database = database
    this.vault = vault
  }

  /** Runs statements that take no values and answer nothing. */
  exec(sql: string): void {
    this.#database.exec(sql)
  }

  /** How many rows the statement changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return Number(this.#statement(sql).run(...withoutNul(values)).changes)
  }

  /** The rowid of the row the statement inserted. */
  insert(sql: string, ...values: SqlValue[]): number {
    return Number(this.#statement(sql).run(...withoutNul(values)).lastInsertRowid)
  }

  /** The first row. Its type is the caller's word: tables are STRICT, so columns hold what the schema says. */
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#statement(sql).get(...withoutNul(values)) as Row | undefined
  }

  /** Every row, typed as in `get`. */
  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.#statement(sql).all(...withoutNul(values)) as Row[]
  }

  /** Closes it with its log written back: a driver may keep a database open for as long as it has statements. */
  close(): void {
    this.#statements.clear()
    try {
      this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)")
    } catch {
      // What is in the log is safe there as well.
    }
    this.#database.close()
  }

  #statement(sql: string): SqliteStatement {
    let statement = this.#statements.get(sql)
    if (!statement) this.#statements.set(sql, (statement = this.#database.prepare(sql)))
    return statement
  }
}

// A NUL would silently end the text in one driver and is refused by PostgreSQL.
function withoutNul(values: SqlValue[]): SqlValue[] {
  if (!values.some((value) => typeof value === "string" && value.includes("\0"))) return values
  return values.map((value) => (typeof value === "string" ? value.replaceAll("\0", "\u{fffd}") : value))
}
