import { EXIT } from "../errors.ts"
import type { Context } from "./context.ts"

/** Resolves with the exit code that fits when Ctrl-C, SIGTERM or `signal` ends the command. */
export async function untilStopped(context: Context, signal: AbortSignal = context.stop): Promise<number> {
  // A timer keeps the process alive; a signal listener alone would not.
  const alive = setInterval(() => {}, 2 ** 30)
  if (!signal.aborted)
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }))
  clearInterval(alive)
  return context.stop.reason === "SIGTERM" ? EXIT.terminated : EXIT.interrupted
}
