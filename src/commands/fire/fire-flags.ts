import { WhkError } from "../../errors.ts"
import { parseCount, parseTimeScale } from "../numbers.ts"
import type { RequestFlags } from "../request/build-request.ts"
import type { TlsFlags } from "../request/read-tls-flags.ts"

/** The flags of a delivery that this command makes by itself. */
export interface FireFlags extends RequestFlags, TlsFlags {
  readonly to?: string
  readonly timeout?: string
  readonly from?: string
  readonly resign?: boolean
  readonly count?: string
  readonly concurrency?: string
  readonly retry?: boolean
  readonly timeScale?: string
  readonly corrupt?: string
  readonly verifyToken?: string
}

/** How often, how many at one time, and how persistently. */
export interface Plan {
  readonly count: number
  readonly concurrency: number
  readonly retry: { readonly timeScale: number } | undefined
}

const MOST_AT_ONCE = 1000

/** Reads --count, --concurrency, --retry and --time-scale. Throws USAGE, also for one that says nothing alone. */
export function readPlan({ count, concurrency, retry, timeScale }: FireFlags): Plan {
  if (timeScale !== undefined && !retry) throw alone("--time-scale", "--retry", "how fast it goes")
  const atOnce = concurrency === undefined ? 1 : parseCount(concurrency, "--concurrency")
  if (atOnce > MOST_AT_ONCE)
    throw new WhkError("USAGE", `"${atOnce}" is more than ${MOST_AT_ONCE} requests at one time.`, {
      hint: `Pass --concurrency ${MOST_AT_ONCE} at most.`,
    })
  return {
    count: count === undefined ? 1 : parseCount(count, "--count"),
    concurrency: atOnce,
    retry: retry ? { timeScale: timeScale === undefined ? 1 : parseTimeScale(timeScale) } : undefined,
  }
}

/** What signs, and so says nothing about bytes that are sent as they were captured. */
const ONLY_SIGNING = {
  secret: "--secret",
  timestamp: "--timestamp",
  url: "--url",
  signatureHeader: "--signature-header",
  assume: "--assume",
}

/** Flags that contradict each other beyond what their declarations say. Throws USAGE. */
export function refuseContradictions(flags: FireFlags, event: string | undefined): void {
  const { from, resign, retry, timestamp } = flags
  if (resign && from === undefined) throw alone("--resign", "--from", "what is signed anew")
  if (retry && timestamp !== undefined)
    throw contradict("--timestamp", "--retry: each attempt is signed at its own time")
  if (from === undefined) return
  if (event !== undefined) throw contradict(`"${event}"`, "--from: the file says which events are sent")
  const found = Object.entries(ONLY_SIGNING).find(([name]) => name in flags)
  if (found && !resign) throw alone(found[1], "--resign", "that anything is signed")
}

function alone(flag: string, missing: string, what: string): WhkError {
  return new WhkError("USAGE", `${flag} says nothing without ${missing}, which says ${what}.`, {
    hint: `Add ${missing}, or leave out ${flag}.`,
  })
}

function contradict(one: string, other: string): WhkError {
  return new WhkError("USAGE", `${one} cannot go with ${other}.`, { hint: "Leave out one of them." })
}
