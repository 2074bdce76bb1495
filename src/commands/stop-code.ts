import { EXIT } from "../errors.ts"
import type { Context } from "./context.ts"

/** The exit code of a command that was told to stop, or undefined while it may go on. */
export function stopCode({ stop }: Pick<Context, "stop">): number | undefined {
  if (!stop.aborted) return undefined
  return stop.reason === "SIGTERM" ? EXIT.terminated : EXIT.interrupted
}
