import { lstatSync, readdirSync, type Stats } from "node:fs"
import { statfs } from "node:fs/promises"
import { dirname, join } from "node:path"
import type { Paths } from "../../config/paths.ts"
import { formatSize } from "../../domain/size.ts"
import { type Finding, ok, problem, shellWord, warning } from "./finding.ts"

const LITTLE_SPACE_BYTES = 256 * 1024 * 1024

/** Whether others on the machine can read what is private. It looks only: reading such a file makes it private. */
export function fileFindings(paths: Paths): readonly Finding[] {
  if (process.platform === "win32") return [ok("files", "Windows keeps the files in your own folder.")]
  const folders = [...new Set([paths.config, join(paths.config, "secrets"), paths.data, paths.run])]
  const files = [
    ...folders.slice(0, 2).flatMap(filesIn),
    ...["local.key", "seal.key", "whk.db", "port"].map((name) => join(paths.data, name)),
    join(paths.run, "relay.json"),
  ]
  const found = [
    ...folders.flatMap((path) => modeFinding(path, "700")),
    ...files.flatMap((path) => modeFinding(path, "600")),
  ]
  return found.length > 0 ? found : [ok("files", `Only you can read what is in ${paths.config}.`)]
}

function modeFinding(path: string, mode: "700" | "600"): Finding[] {
  const stats = statsOf(path)
  if (!stats) return []
  if (stats.isSymbolicLink() && mode === "600")
    return [problem("files", `${path} is a symbolic link, which is not followed.`, `rm ${shellWord(path)}`)]
  const me = process.getuid?.()
  if (me !== undefined && me !== 0 && stats.uid !== me)
    return [problem("files", `${path} belongs to another user.`, `sudo chown "$(id -un)" ${shellWord(path)}`)]
  if (stats.isSymbolicLink() || (stats.mode & 0o077) === 0) return []
  const octal = (stats.mode & 0o777).toString(8).padStart(4, "0")
  return [
    problem(
      "files",
      `${path} can be read by others on this machine (${octal}).`,
      `chmod ${mode} ${shellWord(path)}`,
    ),
  ]
}

/** The room where the relay keeps its data. */
export async function spaceFinding(paths: Paths): Promise<Finding> {
  let folder = paths.data
  while (!statsOf(folder) && dirname(folder) !== folder) folder = dirname(folder)
  try {
    const { bavail, bsize } = await statfs(folder)
    const free = bavail * bsize
    if (free >= LITTLE_SPACE_BYTES) return ok("disk", `${formatSize(free)} are free for the relay's data.`)
    return problem(
      "disk",
      `Only ${formatSize(free)} are free at ${paths.data}; a relay takes nothing then.`,
      `df -h ${shellWord(folder)}`,
    )
  } catch {
    return warning("disk", `How much is free at ${paths.data} cannot be told.`, `df -h ${shellWord(folder)}`)
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => join(folder, name))
  } catch {
    return []
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path)
  } catch {
    return undefined
  }
}
