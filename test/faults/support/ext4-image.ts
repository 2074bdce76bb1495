import { accessSync, constants } from "node:fs"
import { copyFile, mkdir } from "node:fs/promises"
import { join } from "node:path"
import { execa, execaSync } from "execa"

/** What a machine lacks for a file system of our own in a file, or null. */
export const ext4Lacks: string | null = findLack()

function findLack(): string | null {
  if (process.platform !== "linux") return "Linux"
  if (process.getuid?.() !== 0) return "root"
  const tools = ["mkfs.ext4", "losetup", "mount"]
  const missing = tools.find((tool) => execaSync("which", [tool], { reject: false }).exitCode !== 0)
  if (missing !== undefined) return missing
  try {
    accessSync("/dev/loop-control", constants.R_OK | constants.W_OK)
  } catch {
    return "loop devices"
  }
  // Containers have the device and no right to use it.
  const { exitCode, stdout } = execaSync("losetup", ["--find"], { reject: false })
  return exitCode === 0 && stdout !== "" ? null : "loop devices"
}

/** An ext4 in a file, mounted; unmounted when it is disposed of. */
export interface Ext4Image extends AsyncDisposable {
  readonly folder: string
  /**
   * What a disk would hold after a power cut now, as another image, mounted. Pages that nobody flushed are in the
   * memory of the mounted file system only and so not in the file that is copied.
   */
  cutPower(): Promise<Ext4Image>
}

export async function makeExt4({
  in: home,
  megabytes,
}: {
  in: string
  megabytes: number
}): Promise<Ext4Image> {
  const file = join(home, "disk.img")
  await execa("truncate", ["--size", `${megabytes}M`, file])
  await execa("mkfs.ext4", ["-q", "-F", file])
  return mountImage(file)
}

async function mountImage(file: string): Promise<Ext4Image> {
  const folder = `${file}.mounted`
  await mkdir(folder, { recursive: true })
  await execa("mount", ["-o", "loop", file, folder])
  let cuts = 0
  return {
    folder,
    async cutPower() {
      cuts += 1
      const copy = `${file}.cut-${cuts}`
      await copyFile(file, copy)
      return mountImage(copy)
    },
    async [Symbol.asyncDispose]() {
      await execa("umount", ["--lazy", folder])
    },
  }
}
