import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { WhkError } from "../../errors.ts"
import { Connection } from "./connection.ts"
import type { SqliteDriver } from "./driver.ts"
import { createPrivateFile } from "./private-file.ts"
import { migrate } from "./schema.ts"
import type { SealKeyText } from "./sealing/seal-key.ts"
import { checkSeals } from "./sealing/sealed-columns.ts"
import { Vault } from "./sealing/vault.ts"

// Large pages: a body of 1 MiB costs half the time it takes with the usual 4 KiB. With the next one, set before the first
// table; what retention frees can then be given back to the disk.
const SETTINGS = `
PRAGMA page_size = 16384;
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA busy_timeout = 5000;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 1000;
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -16384;
PRAGMA temp_store = MEMORY;
PRAGMA trusted_schema = OFF;
PRAGMA foreign_keys = ON;
`

// On macOS a plain fsync leaves the bytes in the drive's own cache.
const MACOS_SETTINGS = "PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;"

const FULL = 2

/**
 * Opens the folder's database, up to date and durable: a commit returns after the disk has it. Secrets are sealed with
 * the keys given, else with the folder's own.
 */
export function openDatabase(driver: SqliteDriver, folder: string, sealKeys?: SealKeyText): Connection {
  const path = join(folder, "whk.db")
  const vault = new Vault(folder, sealKeys)
  createPrivateFile(path)
  const connection = new Connection(new driver.DatabaseSync(path), vault)
  try {
    connection.exec(SETTINGS)
    if (process.platform === "darwin") connection.exec(MACOS_SETTINGS)
    migrate(connection)
    checkSeals(connection)
    markOpened(connection)
    assertDurable(connection)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** The id of this data folder: made once, the same after every start. */
export function instanceOf(connection: Connection): string {
  connection.run("INSERT OR IGNORE INTO meta (key, value) VALUES ('store.instance', ?)", randomUUID())
  return connection.get<{ value: string }>("SELECT value FROM meta WHERE key = 'store.instance'")!.value
}

function markOpened(connection: Connection): void {
  connection.run(
    "INSERT OR REPLACE INTO meta (key, value) VALUES ('store.opened', ?)",
    new Date().toISOString(),
  )
}

// Builds of SQLite exist that go from FULL to NORMAL with the first write, so this is asked after one.
function assertDurable(connection: Connection): void {
  const { synchronous } = connection.get<{ synchronous: number }>("PRAGMA synchronous")!
  const { journal_mode } = connection.get<{ journal_mode: string }>("PRAGMA journal_mode")!
  if (synchronous === FULL && journal_mode === "wal") return
  throw new WhkError(
    "STORE_FAILED",
    `The database would not be durable: journal_mode "${journal_mode}", synchronous ${synchronous}.`,
    { hint: "Put the data folder on a local disk." },
  )
}
