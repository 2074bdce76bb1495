import { existsSync, mkdirSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"

/**
 * Makes a folder and those above it where they are not there, for this user alone (0700). One that exists keeps its
 * mode: it may be the user's own.
 */
export function makePrivateFolder(path: string): void {
  makeFolders(resolve(path))
}

// Node 20's own recursive mkdir never returns where a system file system refuses with ENOENT (/proc/x).
function makeFolders(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolders(parent)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    const found = statSync(folder, { throwIfNoEntry: false })
    // Another process was quicker.
    if (found?.isDirectory()) return
    if (found) throw new Error(`ENOTDIR: not a directory, mkdir '${folder}'`, { cause: error })
    throw error
  }
}
