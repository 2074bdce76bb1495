import { closeSync, openSync } from "node:fs"

/**
 * Makes sure that a file exists that only its owner may read. An existing file is left unopened: closing any
 * descriptor of a file drops every lock this process holds on it.
 */
export function createPrivateFile(path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600))
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error
  }
}
