import type { AttemptResult } from "../domain/delivery.ts"
import type { Target } from "../domain/target.ts"
import type { TlsOptions } from "../sender/egress.ts"
import type { Bug } from "./bugs/bug.ts"
import { nameBugs } from "./bugs/name-bugs.ts"
import { planCases } from "./cases.ts"
import { type CaseResult, Runner } from "./run.ts"
import { Subject, type SubjectOptions } from "./subject.ts"

export interface CheckOptions extends SubjectOptions {
  readonly target: Target
  /** Instead of the time the provider waits for an answer. */
  readonly timeoutMs?: number
  readonly tls?: TlsOptions
  readonly signal: AbortSignal
  /** Whether a case is run; all are by default. */
  readonly isWanted?: (id: string) => boolean
  /** Hears how many cases of how many are done. */
  readonly onSettled?: (done: number, of: number) => void
}

/** What a check found out about a handler. */
export interface CheckReport {
  /** In the order the cases are listed. */
  readonly cases: readonly CaseResult[]
  /** The gravest first; empty where every case came out right. */
  readonly bugs: readonly Bug[]
  /** Why nothing could be sent at all; the cases are then empty. */
  readonly unreachable: AttemptResult | null
}

/**
 * Sends every case that applies to a handler, judges the answers, and names the mistakes behind those that are not as
 * they should be. Rejects with what signing rejects with: SECRET_INVALID, HEADER_INVALID.
 */
export async function checkEndpoint(options: CheckOptions): Promise<CheckReport> {
  const { provider, target, url, tls, signal, isWanted = () => true, onSettled } = options
  const subject = new Subject(options)
  const cases = (await planCases(subject)).filter(({ id }) => isWanted(id))
  const { success, timeoutMs } = provider.delivery
  const rules = { success, timeoutMs: options.timeoutMs ?? timeoutMs }
  const runner = new Runner({
    target,
    url,
    rules,
    signal,
    ...(tls && { tls }),
    ...(onSettled && { onSettled }),
  })
  try {
    const results = await runner.run(cases)
    const [first] = results.flatMap(({ shots }) => shots)
    const { attempt, connected } = first?.result ?? {}
    if (attempt && (connected === false || attempt.outcome === "tls"))
      return { cases: [], bugs: [], unreachable: attempt }
    const bugs = signal.aborted ? [] : await nameBugs(results, { subject, rules, runner })
    return { cases: results, bugs, unreachable: null }
  } finally {
    await runner.close()
  }
}
