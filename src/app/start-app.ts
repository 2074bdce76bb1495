import { connect } from "node:net"
import { createInterface } from "node:readline"
import { setTimeout as pause } from "node:timers/promises"
import { execa } from "execa"
import { formatDuration } from "../domain/duration.ts"
import type { Target } from "../domain/target.ts"
import { cleanText } from "../domain/text.ts"
import { WhkError } from "../errors.ts"

/** How long an app may take until its port is open, where nothing else is said. */
const USUAL_START_MS = 60_000
/** How long it may take to end by itself. */
const GRACE_MS = 3000
const LOOK_AGAIN_MS = 25
/** An address that swallows connections neither takes them nor refuses them. */
const CONNECT_MS = 1000

/** An app that was started by a command. */
export interface RunningApp extends AsyncDisposable {
  /** Resolves when the target takes connections. Rejects with TARGET_UNREACHABLE when the app ends before that. */
  ready(): Promise<void>
  /** Resolves with TARGET_UNREACHABLE, as a value, when the app has ended, however it came to that. */
  readonly ended: Promise<WhkError>
}

export interface AppOptions {
  readonly target: Target
  readonly cwd: string
  /** All of it: nothing of this process is added. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** How long the app may take until its port is open (default: a minute). */
  readonly startMs?: number | undefined
  /** Nobody waits for the app any more. */
  readonly stop: AbortSignal
  /** Gets the lines of its output, which else goes to stderr as it is. */
  readonly say?: ((line: string) => void) | undefined
}

/**
 * Starts a command line in a process group of its own, with its output on stderr. Disposing of it ends the whole group:
 * politely, then by force. Rejects with TARGET_UNREACHABLE where somebody else listens, who would be taken for the app.
 */
export async function startApp(
  command: string,
  { target, cwd, env, startMs = USUAL_START_MS, stop, say }: AppOptions,
): Promise<RunningApp> {
  const name = `"${cleanText(command, 60)}"`
  if (await takesConnections(target))
    throw new WhkError(
      "TARGET_UNREACHABLE",
      `${name} was not started at ${where(target)}: somebody listens there already.`,
      { hint: "Stop what listens there, or leave out --exec to use it." },
    )
  const child = execa(command, {
    shell: true,
    detached: true,
    cwd,
    env,
    extendEnv: false,
    stdin: "ignore",
    ...(say ? { all: true } : { stdout: process.stderr, stderr: process.stderr }),
    reject: false,
    buffer: false,
  })
  if (say) createInterface({ input: child.all! }).on("line", say)
  let ended: { readonly code: number | undefined } | undefined
  // Without a chance to be asked, on a second Ctrl-C, it must not be left behind either.
  const killNow = (): void => void signalGroup(child.pid, "SIGKILL")
  process.once("exit", killNow)
  const end = child.then(({ exitCode }) => void (ended = { code: exitCode }))
  const endedWith = (): string => (ended?.code === undefined ? "" : ` with ${ended.code}`)

  return {
    ended: end.then(
      () =>
        new WhkError("TARGET_UNREACHABLE", `${name} ended${endedWith()}.`, {
          hint: "Its output stands above; what is sent now waits at the relay.",
        }),
    ),
    async ready() {
      const deadline = Date.now() + startMs
      while (!stop.aborted) {
        if (ended)
          throw new WhkError(
            "TARGET_UNREACHABLE",
            `${name} ended${endedWith()} before it took a connection at ${where(target)}.`,
            {
              hint: "Its output stands above; let it listen on the target's port, which is in PORT as well.",
            },
          )
        if (await takesConnections(target)) return
        if (Date.now() > deadline)
          throw new WhkError(
            "TARGET_UNREACHABLE",
            `${name} took no connection at ${where(target)} within ${formatDuration(startMs)}.`,
            {
              hint: "Let it listen on the target's port, which is in PORT as well, or give it longer with --start-timeout.",
            },
          )
        await pause(LOOK_AGAIN_MS)
      }
    },
    async [Symbol.asyncDispose]() {
      signalGroup(child.pid, "SIGTERM")
      // Children that outlive the shell are still in its group, and are given as long to end.
      const deadline = Date.now() + GRACE_MS
      while (signalGroup(child.pid, 0) && Date.now() < deadline) await pause(LOOK_AGAIN_MS)
      killNow()
      process.off("exit", killNow)
      await end
    },
  }
}

function where({ host, port, socketPath }: Target): string {
  return socketPath ?? `${host}:${port}`
}

async function takesConnections({ host, port, socketPath }: Target): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = socketPath === undefined ? connect({ host, port }) : connect({ path: socketPath })
    const settle = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.setTimeout(CONNECT_MS, () => settle(false))
    socket.once("connect", () => settle(true))
    socket.once("error", () => settle(false))
  })
}

/** Whether anybody is left in the group; 0 only asks. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals | 0): boolean {
  try {
    return pid !== undefined && process.kill(-pid, signal)
  } catch {
    return false
  }
}
