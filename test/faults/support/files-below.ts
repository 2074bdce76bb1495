import { lstat, readdir, readFile } from "node:fs/promises"
import { join, relative } from "node:path"

/** A file or a folder as it is on disk. */
export interface FileFound {
  readonly path: string
  readonly bytes: Buffer
  readonly mode: number
  readonly isFolder: boolean
}

/** Everything below a folder. */
export async function filesBelow(root: string): Promise<FileFound[]> {
  const entries = await readdir(root, { withFileTypes: true, recursive: true })
  return await Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      const isFolder = entry.isDirectory()
      const { mode } = await lstat(path)
      const bytes = isFolder ? Buffer.alloc(0) : await readFile(path)
      return { path: relative(root, path), bytes, mode: mode & 0o777, isFolder }
    }),
  )
}
