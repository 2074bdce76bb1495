import { formatTarget, parseTarget } from "../../domain/target.ts"
import { WhkError } from "../../errors.ts"
import { quoted } from "./read-flags.ts"

/** The URL that a target's receiver answers to; one behind a socket file takes itself for localhost. */
export function urlOfTarget(text: string): string {
  const { socketPath, ...target } = parseTarget(text)
  return formatTarget(socketPath === undefined ? target : { ...target, host: "localhost", port: 80 })
}

/** The URL of `--url`. Throws TARGET_INVALID, also for a socket file. */
export function readUrlFlag(text: string): string {
  if (parseTarget(text).socketPath === undefined) return urlOfTarget(text)
  throw new WhkError("TARGET_INVALID", `"${quoted(text)}" is a socket file; a URL is needed here.`, {
    hint: "Pass --url http://localhost/hooks, or send it with `whk trigger --to unix:…`.",
  })
}
