import { randomBytes } from "node:crypto"
import { linkSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs"

/**
 * Writes a file that others may read, whole or not at all; one that exists keeps its mode, and a link to it stays a
 * link. With `onlyNew` false is returned, and nothing is done, when there is one already.
 */
export function writePlainFile(
  path: string,
  text: string,
  how: { readonly onlyNew?: boolean } = {},
): boolean {
  const place = realPlace(path)
  const draft = `${place}.${randomBytes(6).toString("hex")}.draft`
  const mode = statSync(place, { throwIfNoEntry: false })?.mode
  try {
    writeFileSync(draft, text, { flag: "wx", ...(mode !== undefined && { mode: mode & 0o777 }) })
    if (!how.onlyNew) renameSync(draft, place)
    // Unlike a rename, a link never replaces what another process has put there meanwhile.
    else linkSync(draft, place)
    return true
  } catch (error) {
    if (how.onlyNew && error instanceof Error && "code" in error && error.code === "EEXIST") return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function realPlace(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
