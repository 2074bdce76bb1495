import { execa } from "execa"
import { resolve } from "node:path"

const BIN = resolve(import.meta.dirname, "../../bin/whk.js")

export interface RunningWhk {
  readonly pid: number
  /** Every JSON line so far. */
  readonly lines: readonly Line[]
  /** Everything on stderr so far. */
  stderr(): string
  /** Resolves once stderr holds this; rejects when the process ends first. */
  said(words: string): Promise<void>
  /** Resolves with the first line that fits, past or to come; rejects when the process ends first. */
  line(fits: (line: Line) => boolean): Promise<Line>
  /** Resolves once so many lines fit. */
  count(fits: (line: Line) => boolean, count: number): Promise<void>
  kill(signal: NodeJS.Signals): Promise<number | undefined>
  readonly exited: Promise<number | undefined>
}

/** One line of NDJSON; fields are read as the test knows them. */
export interface Line {
  readonly type: string
  readonly [field: string]: unknown
}

export interface StartOptions {
  readonly cwd?: string
  /** Without `--json`: every line on stdout is `{type: "text", text}`. */
  readonly asText?: boolean
  /** Whoever read its stderr has left. */
  readonly closedStderr?: boolean
  /** Another Node than the one that runs the tests. */
  readonly node?: string
}

/** Starts a long-running command as a process of its own, with `--json` unless told otherwise. */
export function startWhk(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { cwd, asText = false, closedStderr = false, node = process.execPath }: StartOptions = {},
): RunningWhk {
  const lines: Line[] = []
  let talk = ""
  let wake: (() => void)[] = []
  let hasEnded = false
  const child = execa(node, [BIN, ...args, ...(asText ? [] : ["--json"])], {
    ...(cwd !== undefined && { cwd }),
    env: { ...env },
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    buffer: false,
  })
  const changed = (): void => {
    for (const resolveWait of wake.splice(0)) resolveWait()
  }
  child.stderr.on("data", (chunk: Buffer) => {
    talk += chunk.toString()
    changed()
  })
  if (closedStderr) child.stderr.destroy()
  const reading = (async () => {
    for await (const text of child.iterable()) {
      lines.push(asText ? { type: "text", text } : (JSON.parse(String(text)) as Line))
      changed()
    }
  })()
  const exited = Promise.all([child, reading]).then(([result]) => {
    hasEnded = true
    changed()
    return result.exitCode
  })

  const until = async (isTrue: () => boolean): Promise<void> => {
    while (!isTrue()) {
      if (hasEnded) throw new Error(`whk ${args.join(" ")} ended first: ${talk}`)
      await new Promise<void>((resolveWait) => wake.push(resolveWait))
    }
  }
  return {
    pid: child.pid!,
    lines,
    stderr: () => talk,
    said: (words) => until(() => talk.includes(words)),
    async line(fits) {
      await until(() => lines.some(fits))
      return lines.find(fits)!
    },
    count: (fits, count) => until(() => lines.filter(fits).length >= count),
    async kill(signal) {
      child.kill(signal)
      return exited
    },
    exited,
  }
}

/** Whether a line has this type. */
export function ofType(type: string): (line: Line) => boolean {
  return (line) => line.type === type
}
