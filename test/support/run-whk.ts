import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { execa } from "execa"

const WHK = resolve(import.meta.dirname, "../../bin/whk.js")

export interface WhkResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** stdout as bytes, for bodies that are not text. */
  readonly bytes: Buffer
}

export interface WhkOptions {
  /** Set WHK_HOME here to keep settings between calls; otherwise each call has an empty one. */
  readonly env?: Readonly<Record<string, string>>
  /** Standard input; none by default. */
  readonly input?: string | Uint8Array
  /** Working folder; an empty one by default. */
  readonly cwd?: string
}

/** Runs the built program as a child process without a terminal, an environment of its own and an empty WHK_HOME. */
export async function runWhk(args: readonly string[], options: WhkOptions = {}): Promise<WhkResult> {
  const folder = await mkdtemp(join(tmpdir(), "whk-test-"))
  try {
    const { exitCode, signal, stdout, stderr } = await execa(process.execPath, [WHK, ...args], {
      cwd: options.cwd ?? folder,
      env: { PATH: process.env["PATH"] ?? "", WHK_HOME: join(folder, "home"), ...options.env },
      extendEnv: false,
      ...(options.input === undefined ? { stdin: "ignore" } : { input: options.input }),
      encoding: "buffer",
      stripFinalNewline: false,
      reject: false,
    })
    const bytes = Buffer.from(stdout)
    return {
      exitCode: exitCode ?? (signal === "SIGTERM" ? 143 : 130),
      stdout: bytes.toString("utf8"),
      stderr: Buffer.from(stderr).toString("utf8"),
      bytes,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A new empty folder that is removed when `dispose` runs. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "whk-test-"))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
