import { randomBytes } from "node:crypto"
import { channel } from "node:diagnostics_channel"
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs"
import { basename, dirname, join } from "node:path"
import { WhkError } from "../errors.ts"
import { makePrivateFolder } from "./private-folder.ts"

/*
 * The one way to files that hold keys, secrets or settings. Everything is synchronous: the files are small, they are
 * read before there is anything to hold up, and the store's thread opens its key in the middle of opening a database.
 */

/** Told, in a sentence for the user, of each file that others on the machine could read until now. */
export const repairs = channel("whk.private-file.repaired")

// Windows has neither; its files follow the rights of the user's own folder.
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0
// A pipe that somebody put in the file's place would hold the open up for ever.
const NO_WAIT = constants.O_NONBLOCK ?? 0

/** A draft as old as this belongs to nobody who still writes. */
const ABANDONED_MS = 60 * 60_000

/**
 * The text of a private file, or undefined when there is none. A file of the user's own that others may read or write
 * is made private first, and `repairs` is told. Throws FILE_UNREADABLE, also for a symbolic link, for what is no
 * file, and for another user's file that others can read or that this user does not trust.
 */
export function readPrivateFile(path: string): string | undefined {
  const file = openToRead(path)
  if (file === undefined) return undefined
  try {
    makePrivate(file, path)
    return readFileSync(file, "utf8")
  } finally {
    closeSync(file)
  }
}

/**
 * Writes a file only its owner can read (0600 in a 0700 folder), whole or not at all, and on the disk when it returns.
 * A symbolic link in its place is replaced, never followed.
 */
export function writePrivateFile(path: string, text: string | Uint8Array): void {
  const draft = writeDraft(path, text)
  try {
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}

/**
 * The text of a private file, made first if it is not there. Of several processes that make it at once one wins and
 * all return the winner's text.
 */
export function readOrMakePrivateFile(
  path: string,
  make: () => string,
): { readonly text: string; readonly made: boolean } {
  const known = readPrivateFile(path)
  if (known !== undefined) return { text: known, made: false }
  const text = make()
  const draft = writeDraft(path, text)
  try {
    // Unlike a rename, a link never replaces what another process has put there meanwhile.
    linkSync(draft, path)
    return { text, made: true }
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error
    return { text: readPrivateFile(path) ?? text, made: false }
  } finally {
    rmSync(draft, { force: true })
    syncFolder(dirname(path))
  }
}

function openToRead(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | NO_FOLLOW | NO_WAIT)
  } catch (cause) {
    if (hasCode(cause, "ENOENT") || hasCode(cause, "ENOTDIR")) return undefined
    // Linux and macOS say ELOOP, FreeBSD EMLINK.
    if (hasCode(cause, "ELOOP") || hasCode(cause, "EMLINK"))
      throw refused(path, "is a symbolic link, which is not followed", "Put the file itself in its place.")
    throw new WhkError("FILE_UNREADABLE", `"${path}" cannot be read.`, { cause })
  }
}

/** Throws FILE_UNREADABLE where the file could be another user's doing. */
function makePrivate(file: number, path: string): void {
  const stats = fstatSync(file)
  if (!stats.isFile()) throw refused(path, "is not a file", "Put a file in its place.")
  const me = process.getuid?.()
  if (me === undefined) return
  if (!isTrusted(stats, me))
    throw refused(path, "belongs to another user", "Take it over with chown, or remove it.")
  if ((stats.mode & 0o077) === 0) return
  if (stats.uid !== me)
    throw refused(path, "can be read by others on this machine", "Run `chmod 600` on it as its owner.")
  fchmodSync(file, 0o600)
  repairs.publish(`"${path}" could be read by others on this machine; now only its owner can.`)
}

function isTrusted({ uid }: Stats, me: number): boolean {
  return uid === me || uid === 0 || me === 0
}

function refused(path: string, why: string, hint: string): WhkError {
  return new WhkError("FILE_UNREADABLE", `"${path}" ${why}.`, { hint })
}

function writeDraft(path: string, text: string | Uint8Array): string {
  makePrivateFolder(dirname(path))
  sweepDrafts(path)
  const draft = `${path}.${randomBytes(6).toString("hex")}.draft`
  const file = openSync(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
  return draft
}

/** Removes what processes left that were killed in the middle of writing this file: it may hold a secret. */
function sweepDrafts(path: string): void {
  const folder = dirname(path)
  const name = basename(path)
  for (const entry of readdirSync(folder)) {
    if (!entry.startsWith(`${name}.`) || !/^\.[0-9a-f]{12}\.draft$/.test(entry.slice(name.length))) continue
    const draft = join(folder, entry)
    const { mtimeMs = Infinity } = statSync(draft, { throwIfNoEntry: false }) ?? {}
    if (Date.now() - mtimeMs > ABANDONED_MS) rmSync(draft, { force: true })
  }
}

/** A name is on the disk once its folder is; some file systems and Windows do not offer it. */
function syncFolder(folder: string): void {
  let handle: number | undefined
  try {
    handle = openSync(folder, constants.O_RDONLY)
    fsyncSync(handle)
  } catch {
    // What the file system does not promise cannot be asked of it.
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code
}
