import { execFile } from "node:child_process"
import { randomUUID } from "node:crypto"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { promisify } from "node:util"
import { testWith } from "./program-test.ts"

const run = promisify(execFile)
const WHK = resolve(import.meta.dirname, "../../bin/whk.js")
const LOOK_AGAIN_MS = 30
const LONGEST_WAIT_MS = 20_000

export const terminalTest = testWith("tmux", "-V")

export interface Terminal extends AsyncDisposable {
  /** What is on the screen, without spaces at the ends of lines. */
  text(): Promise<string>
  /** The same with what has scrolled off. */
  history(): Promise<string>
  /** What is on the screen with its colours as escape sequences. */
  painted(): Promise<string>
  /** Whether the cursor can be seen. */
  hasCursor(): Promise<boolean>
  /** Resolves with the screen once it fits; rejects with the screen when it does not in time. */
  shows(what: string | RegExp): Promise<string>
  /** Resolves once it is not on the screen any more. */
  hides(what: string | RegExp): Promise<string>
  /** Presses keys by their names in tmux: `a`, `Enter`, `Escape`, `C-c`, `Up`. */
  press(...keys: readonly string[]): Promise<void>
  /** Types text as it is. */
  type(text: string): Promise<void>
  /** Types a line into the shell, with `whk` as a command of it, and Enter. */
  enter(line: string): Promise<void>
  /** From now on every byte that is written to the terminal goes to this file as well. */
  recordTo(path: string): Promise<void>
  resize(columns: number, rows: number): Promise<void>
}

export interface TerminalOptions {
  readonly columns?: number
  readonly rows?: number
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

/** A shell on a pseudo-terminal of its own, in a tmux server that nobody else uses. */
export async function openTerminal({
  columns = 100,
  rows = 30,
  cwd,
  env,
}: TerminalOptions): Promise<Terminal> {
  const socket = join(tmpdir(), `whk-tmux-${randomUUID().slice(0, 8)}`)
  const tmux = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await run("tmux", ["-S", socket, "-f", "/dev/null", ...args])
    return stdout
  }
  const given = {
    PATH: process.env["PATH"] ?? "",
    LANG: "C.UTF-8",
    PS1: "$ ",
    ...env,
  }
  const words = Object.entries(given).map(([name, value]) => `${name}=${value}`)
  const shell = ["env", "-i", "TERM=tmux-256color", ...words, "bash", "--norc", "--noprofile"]
  const size = ["-x", String(columns), "-y", String(rows)]
  await tmux("-u", "new-session", "-d", ...size, "-c", cwd, ...shell)
  const capture = async (...how: readonly string[]): Promise<string> =>
    (await tmux("capture-pane", "-p", ...how)).replace(/\n+$/, "\n")

  async function until(isRight: (screen: string) => boolean, failed: string): Promise<string> {
    const deadline = Date.now() + LONGEST_WAIT_MS
    for (;;) {
      const screen = await capture()
      if (isRight(screen)) return screen
      if (Date.now() > deadline) throw new Error(`${failed}:\n${screen}`)
      await pause(LOOK_AGAIN_MS)
    }
  }
  const holds = (screen: string, what: string | RegExp): boolean =>
    typeof what === "string" ? screen.includes(what) : what.test(screen)
  const terminal: Terminal = {
    text: () => capture(),
    history: () => capture("-S", "-"),
    painted: () => capture("-e"),
    hasCursor: async () => (await tmux("display-message", "-p", "#{cursor_flag}")).trim() === "1",
    shows: (what) => until((screen) => holds(screen, what), `The screen never showed ${what}`),
    hides: (what) => until((screen) => !holds(screen, what), `The screen always showed ${what}`),
    press: async (...keys) => void (await tmux("send-keys", ...keys)),
    type: async (text) => void (await tmux("send-keys", "-l", "--", text)),
    async enter(line) {
      await tmux("send-keys", "-l", "--", line.replace(/\bwhk\b/g, `'${process.execPath}' '${WHK}'`))
      await tmux("send-keys", "Enter")
    },
    recordTo: async (path) => void (await tmux("pipe-pane", `cat > '${path}'`)),
    resize: async (toColumns, toRows) =>
      void (await tmux("resize-window", "-x", String(toColumns), "-y", String(toRows))),
    async [Symbol.asyncDispose]() {
      await tmux("kill-server")
    },
  }
  await terminal.shows("$")
  return terminal
}
