import { randomUUID } from "node:crypto"
import { rm } from "node:fs/promises"
import { resolve } from "node:path"
import { build } from "esbuild"
import { execa } from "execa"
import { linesOf } from "../../support/lines-of.ts"

const ROOT = resolve(import.meta.dirname, "../../..")

export interface Child extends AsyncDisposable {
  readonly pid: number
  /** Every line on stdout so far. */
  readonly lines: readonly string[]
  /** Resolves as soon as this is true of the lines; rejects when the process ends first. */
  until(isTrue: (lines: readonly string[]) => boolean): Promise<void>
}

/** Bundles a program of this folder and runs it as a process of its own, until it is disposed of. */
export async function startChild(program: string, args: readonly string[]): Promise<Child> {
  const built = resolve(ROOT, `dist/child-${randomUUID()}.js`)
  await build({
    entryPoints: [resolve(import.meta.dirname, program)],
    outfile: built,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
  })
  const child = execa(process.execPath, [built, ...args], {
    stdin: "ignore",
    stderr: "inherit",
    reject: false,
    buffer: false,
  })
  const { lines, until, ended } = linesOf(child, program)
  return {
    pid: child.pid!,
    lines,
    until,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL")
      await ended
      await rm(built)
    },
  }
}
