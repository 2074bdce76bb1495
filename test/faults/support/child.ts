import { randomUUID } from "node:crypto"
import { rm } from "node:fs/promises"
import { resolve } from "node:path"
import { build } from "esbuild"
import { execa } from "execa"

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
  const lines: string[] = []
  let wake: (() => void)[] = []
  let hasEnded = false
  const changed = (): void => {
    for (const resume of wake.splice(0)) resume()
  }
  const reading = (async () => {
    for await (const line of child.iterable()) {
      lines.push(String(line))
      changed()
    }
  })()
  const ended = Promise.all([child, reading]).then(() => {
    hasEnded = true
    changed()
  })
  return {
    pid: child.pid!,
    lines,
    async until(isTrue) {
      while (!isTrue(lines)) {
        if (hasEnded) throw new Error(`${program} ended first: ${lines.slice(-3).join(" / ")}`)
        await new Promise<void>((resume) => wake.push(resume))
      }
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL")
      await ended
      await rm(built)
    },
  }
}
