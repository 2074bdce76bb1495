import { spawnSync } from "node:child_process"
import { mkdtempSync, rmdirSync } from "node:fs"
import { mkdir, open, rm, statfs } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { execa } from "execa"

/** What a machine lacks for a small file system in memory, or null. A container's root may lack the right to mount. */
export const tmpfsLacks: string | null =
  process.platform !== "linux" ? "Linux" : canMount() ? null : "the right to mount"

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "whk-mount-"))
  try {
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]).status !== 0) return false
    return spawnSync("umount", [folder]).status === 0
  } finally {
    rmdirSync(folder)
  }
}

/** A file system of a few MiB that a test fills and frees. */
export interface SmallDisk extends AsyncDisposable {
  readonly folder: string
  /** Lets other files take all but this much, as another program would. */
  fillUpTo(freeBytes: number): Promise<void>
  /** Takes away what `fillUpTo` wrote. */
  free(): Promise<void>
}

export async function makeSmallDisk(at: string, megabytes: number): Promise<SmallDisk> {
  await mkdir(at)
  await execa("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=700`, "tmpfs", at])
  const ballast = join(at, "ballast")
  return {
    folder: at,
    async fillUpTo(freeBytes) {
      const { bavail, bsize } = await statfs(at)
      const file = await open(ballast, "a")
      await file.write(Buffer.alloc(Math.max(0, bavail * bsize - freeBytes)))
      await file.close()
    },
    free: () => rm(ballast, { force: true }),
    async [Symbol.asyncDispose]() {
      await execa("umount", ["--lazy", at])
    },
  }
}
