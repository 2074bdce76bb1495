import { readFile } from "node:fs/promises"
import { WhkError } from "../errors.ts"

/** The text of a file, or undefined when there is none. Throws FILE_UNREADABLE. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8")
  } catch (error) {
    if (isMissing(error)) return undefined
    throw new WhkError("FILE_UNREADABLE", `"${path}" cannot be read.`, { cause: error })
  }
}

/** Whether an error says that a file does not exist. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")
}
