import { join } from "node:path"
import { WhkError } from "../../errors.ts"
import type { SqliteDatabase, SqliteDriver } from "./driver.ts"
import { isBusy } from "./sqlite-error.ts"
import { createPrivateFile } from "./private-file.ts"

/**
 * Takes the data folder for this process until the returned database is closed or the process dies, however it dies:
 * an exclusive transaction is a lock of the kernel. Throws DATA_FOLDER_LOCKED at once when another process has it.
 */
export function lockFolder(driver: SqliteDriver, folder: string): SqliteDatabase {
  const path = join(folder, "lock.db")
  createPrivateFile(path)
  const lock = new driver.DatabaseSync(path)
  try {
    // Not in WAL, where an exclusive transaction lets others in; nothing is written, so no journal is needed.
    lock.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE")
    return lock
  } catch (cause) {
    lock.close()
    if (!isBusy(cause)) throw cause
    throw new WhkError("DATA_FOLDER_LOCKED", `Another process uses the data folder "${folder}".`, { cause })
  }
}
