import { randomBytes } from "node:crypto"
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
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

/** Writes a file only its owner can read (0600 in a 0700 folder), whole or not at all. */
export async function writePrivateFile(path: string, text: string | Uint8Array): Promise<void> {
  const draft = await writeDraft(path, text)
  await rename(draft, path)
}

/**
 * The text of a private file, made first if it is not there. Of several processes that make it at once one wins and
 * all return the winner's text.
 */
export async function readOrMake(
  path: string,
  make: () => string,
): Promise<{ readonly text: string; readonly made: boolean }> {
  const known = await readIfThere(path)
  if (known !== undefined) return { text: known, made: false }
  const text = make()
  const draft = await writeDraft(path, text)
  try {
    // Unlike a rename, a link never replaces what another process has put there meanwhile.
    await link(draft, path)
    return { text, made: true }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error
    return { text: await readFile(path, "utf8"), made: false }
  } finally {
    await rm(draft, { force: true })
  }
}

/** Whether an error says that a file does not exist. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")
}

async function writeDraft(path: string, text: string | Uint8Array): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString("hex")}.draft`
  await writeFile(draft, text, { mode: 0o600, flag: "wx" })
  return draft
}
