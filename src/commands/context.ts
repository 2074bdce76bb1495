import type { Clock } from "../domain/clock.ts"
import type { Output } from "../ui/output.ts"

/** What every command gets: the world, passed in. */
export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly stdin: NodeJS.ReadStream
  readonly out: Output
  readonly clock: Clock
  /** Aborted on Ctrl-C (reason "SIGINT") or SIGTERM (reason "SIGTERM"): finish what is under way, then return. */
  readonly stop: AbortSignal
}

/** The arguments and flags of one call, as commander parsed them. */
export interface Invocation<Options> {
  readonly args: readonly (string | readonly string[] | undefined)[]
  readonly options: Options & GlobalOptions
}

/** Flags every command takes. */
export interface GlobalOptions {
  readonly json?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
  readonly color?: boolean
  readonly profile?: string
}

/** A command's body: does one thing and returns the exit code. */
export type Command<Options> = (context: Context, invocation: Invocation<Options>) => Promise<number>
