import { rm } from "node:fs/promises"
import { WhkError } from "../../errors.ts"
import { writePrivateFile } from "../../files/private-file.ts"
import type { ReadyLine } from "./teller.ts"

/** Removes the file of an earlier run, which would say that this one is ready. Throws FILE_UNWRITABLE. */
export async function clearReadyFile(path: string): Promise<void> {
  await rm(path, { force: true }).catch((cause: unknown) => {
    throw unwritable(path, cause)
  })
}

/** Whoever waits for the file never reads half of it. Throws FILE_UNWRITABLE. */
export function writeReadyFile(path: string, line: ReadyLine): void {
  try {
    writePrivateFile(path, `${JSON.stringify(line)}\n`)
  } catch (cause) {
    throw unwritable(path, cause)
  }
}

function unwritable(path: string, cause: unknown): WhkError {
  return new WhkError("FILE_UNWRITABLE", `"${path}" (--ready-file) cannot be written.`, { cause })
}
