import { join } from "node:path"
import { execa, execaSync } from "execa"

const SOURCE = join(import.meta.dirname, "sync-shim.c")

/** What a machine lacks to put itself between a process and its fsync, or null. */
export const shimLacks: string | null = findLack()

function findLack(): string | null {
  if (process.platform !== "linux") return "Linux"
  return execaSync("gcc", ["--version"], { reject: false }).exitCode === 0 ? null : "gcc"
}

/** Compiles `sync-shim.c` in a folder and returns the environment that puts it into a process. */
export async function buildSyncShim(folder: string): Promise<Readonly<Record<string, string>>> {
  const library = join(folder, "sync-shim.so")
  await execa("gcc", ["-shared", "-fPIC", "-O2", "-o", library, SOURCE, "-ldl"])
  return { LD_PRELOAD: library }
}
