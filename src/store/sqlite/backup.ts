import { randomUUID } from "node:crypto"
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { WhkError } from "../../errors.ts"
import { loadDriver, type SqliteDriver } from "./driver.ts"
import { createPrivateFile } from "./private-file.ts"

export interface BackupOptions {
  /** The data folder, whether a relay uses it or not. */
  readonly folder: string
  /** Where the copy goes: one file, for its owner only. */
  readonly file: string
  /** Whether a file that is there may be replaced. */
  readonly replace: boolean
}

/**
 * Copies the store of a data folder as it stands at one moment, while a relay goes on writing, and returns the bytes
 * of the copy. The file appears whole and on disk, or not at all; as `whk.db` in an empty folder it is a store again.
 * Throws NOT_FOUND without a store, ALREADY_EXISTS, FILE_UNWRITABLE or STORE_FAILED.
 */
export async function backUpStore({ folder, file, replace }: BackupOptions): Promise<number> {
  const path = join(folder, "whk.db")
  if (!existsSync(path))
    throw new WhkError("NOT_FOUND", `There is no store in "${folder}".`, {
      hint: "Name the data folder of the relay with --data.",
    })
  const target = resolve(file)
  if (!replace && existsSync(target)) throw alreadyThere(file)
  const driver = await loadDriver()
  const unfinished = `${target}.${randomUUID()}`
  try {
    makeFile(unfinished, file)
    copyDatabase(driver, path, unfinished)
    syncFile(unfinished)
    if (replace) renameSync(unfinished, target)
    else putInPlace(unfinished, target, file)
    syncFile(dirname(target))
    return statSync(target).size
  } finally {
    rmSync(unfinished, { force: true })
  }
}

function makeFile(path: string, file: string): void {
  try {
    createPrivateFile(path)
  } catch (cause) {
    throw new WhkError("FILE_UNWRITABLE", `"${file}" cannot be written.`, { cause })
  }
}

// A read transaction sees one moment and holds up no writer; VACUUM INTO takes an empty file for its target.
function copyDatabase(driver: SqliteDriver, from: string, to: string): void {
  try {
    const database = new driver.DatabaseSync(from, { readOnly: true })
    try {
      database.exec("PRAGMA busy_timeout = 5000")
      database.prepare("VACUUM INTO ?").run(to)
    } finally {
      database.close()
    }
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    throw new WhkError("STORE_FAILED", `The store could not be copied: ${said}.`, {
      hint: "Check the space on the disk of the backup, and the disk that holds the data folder.",
      cause,
    })
  }
}

/** A link fails where a file came into being meanwhile; a rename would replace it. */
function putInPlace(unfinished: string, target: string, file: string): void {
  try {
    linkSync(unfinished, target)
  } catch {
    if (existsSync(target)) throw alreadyThere(file)
    // Some file systems have no links.
    renameSync(unfinished, target)
  }
}

function alreadyThere(file: string): WhkError {
  return new WhkError("ALREADY_EXISTS", `"${file}" exists already.`, {
    hint: "Name another file, or replace it with --force.",
  })
}

function syncFile(path: string): void {
  const descriptor = openSync(path, "r")
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
