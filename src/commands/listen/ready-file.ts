import { rm } from "node:fs/promises"
import { writePrivateFile } from "../../config/private-file.ts"
import { WhkError } from "../../errors.ts"
import type { ReadyLine } from "./teller.ts"

/** Removes the file of an earlier run, which would say that this one is ready. Throws FILE_UNWRITABLE. */
export async function clearReadyFile(path: string): Promise<void> {
  await rm(path, { force: true }).catch((cause: unknown) => {
    throw unwritable(path, cause)
  })
}

/** Whoever waits for the file never reads half of it. Throws FILE_UNWRITABLE. */
export async function writeReadyFile(path: string, line: ReadyLine): Promise<void> {
  await writePrivateFile(path, `${JSON.stringify(line)}\n`).catch((cause: unknown) => {
    throw unwritable(path, cause)
  })
}

function unwritable(path: string, cause: unknown): WhkError {
  return new WhkError("FILE_UNWRITABLE", `"${path}" (--ready-file) cannot be written.`, { cause })
}
