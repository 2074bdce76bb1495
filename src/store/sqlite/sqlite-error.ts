import { WhkError } from "../../errors.ts"

/** Primary result codes of SQLite (sqlite.org/rescode.html) that are about the machine, not about one call. */
const MACHINE_CODES: ReadonlySet<number> = new Set([
  5, // BUSY: another program holds the write lock
  6, // LOCKED
  7, // NOMEM
  8, // READONLY
  10, // IOERR
  11, // CORRUPT
  13, // FULL
  14, // CANTOPEN
  15, // PROTOCOL
  26, // NOTADB
])

/** After these nothing the database says can be believed: a failed fsync may have dropped pages for good. */
const FINAL_CODES: ReadonlySet<number> = new Set([10, 11, 26])

const PRIMARY_KEY_TAKEN = 1555
const UNIQUE_TAKEN = 2067

/** SQLite's extended result code, or undefined when the error is not SQLite's. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error)) return undefined
  return typeof error.errcode === "number" ? error.errcode : undefined
}

function isPrimaryIn(codes: ReadonlySet<number>, error: unknown): boolean {
  const code = resultCode(error)
  return code !== undefined && codes.has(code & 0xff)
}

/** Whether the disk or the database failed, so that nothing else of the same transaction can succeed either. */
export function isMachineFailure(error: unknown): boolean {
  return isPrimaryIn(MACHINE_CODES, error)
}

/** Whether the store must refuse everything from now on. */
export function isFinalFailure(error: unknown): boolean {
  return isPrimaryIn(FINAL_CODES, error)
}

/** Whether the database is held by another connection. */
export function isBusy(error: unknown): boolean {
  return isPrimaryIn(new Set([5, 6]), error)
}

/** What the caller of a failed call gets to see. */
export function asWhkError(error: unknown, call: string): WhkError {
  if (error instanceof WhkError) return error
  const code = resultCode(error)
  const said = error instanceof Error ? error.message : String(error)
  if (code === PRIMARY_KEY_TAKEN || code === UNIQUE_TAKEN) {
    return new WhkError("ALREADY_EXISTS", `The id, name or token is taken already (${call}).`, {
      cause: error,
    })
  }
  const number = code === undefined ? "" : ` (SQLite ${code})`
  return new WhkError("STORE_FAILED", `The store refused ${call}: ${said}${number}.`, { cause: error })
}
