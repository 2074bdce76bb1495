import { randomUUID } from "node:crypto"
import { rm } from "node:fs/promises"
import { resolve } from "node:path"
import { build } from "esbuild"
import { execa } from "execa"
import { linesOf } from "./lines-of.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const PROGRAM = resolve(ROOT, `dist/store-child-${randomUUID()}.js`)

export interface StoreProcess {
  /** Every line printed so far. */
  readonly lines: readonly string[]
  /** Resolves once so many lines begin like this; rejects when the process ends first. */
  printed(beginning: string, count?: number): Promise<void>
  /** Ends it as a power cut would, and resolves when it is gone. */
  kill(): Promise<void>
  /** Resolves when it ended by itself. */
  readonly ended: Promise<void>
}

/** Builds `store-child.ts` where it finds the store's worker as the program does; returns what removes it. */
export async function buildStoreProcess(): Promise<() => Promise<void>> {
  await build({
    entryPoints: [resolve(import.meta.dirname, "store-child.ts")],
    outfile: PROGRAM,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
  })
  return () => rm(PROGRAM)
}

/** Starts `store-child.ts`; `largestFileKiB` makes every write beyond it fail as on a broken disk. */
export function startStoreProcess(
  folder: string,
  what: "hold" | "insert",
  { largestFileKiB }: { readonly largestFileKiB?: number } = {},
): StoreProcess {
  const limit = largestFileKiB === undefined ? "" : `ulimit -f ${largestFileKiB * 2}; `
  const child = execa("sh", ["-c", `${limit}exec "$0" "$@"`, process.execPath, PROGRAM, folder, what], {
    stdin: "ignore",
    stderr: "inherit",
    reject: false,
    buffer: false,
  })
  const { lines, until, ended } = linesOf(child, "the store process")
  return {
    lines,
    printed: (beginning, count = 1) =>
      until((printed) => printed.filter((line) => line.startsWith(beginning)).length >= count),
    kill() {
      child.kill("SIGKILL")
      return ended
    },
    ended,
  }
}
