import { execFileSync } from "node:child_process"

/** Why handlers for a framework cannot be run on this machine; undefined where they can. */
export function whatIsMissing(handler: {
  readonly framework: string
  /** Ends with 0 where this machine has what they need. */
  readonly needs?: string
}): string | undefined {
  if (handler.needs === undefined) return undefined
  try {
    execFileSync("sh", ["-c", handler.needs], { stdio: "ignore" })
    return undefined
  } catch {
    return `the ${handler.framework} handlers were NOT run: \`${handler.needs}\` fails on this machine`
  }
}
