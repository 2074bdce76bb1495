import type { Target } from "../domain/target.ts"
import type { TlsOptions } from "../sender/egress.ts"
import { createSender, type Sender, type SendResult } from "../sender/send.ts"
import type { Expectation, PlannedCase, Shot, SkippedCase } from "./case.ts"
import { judgeShot, type Rules } from "./judge.ts"

/** What came of one request. */
export interface ShotResult {
  readonly shot: Shot
  readonly expected: Expectation
  readonly result: SendResult
  /** What is wrong with the answer; undefined where nothing is. */
  readonly problem: string | undefined
}

/** What came of one case. */
export interface CaseResult {
  readonly id: string
  readonly title: string
  readonly why: string
  readonly expect: Expectation | null
  /** Null: it was skipped. */
  readonly ok: boolean | null
  readonly skipped: string | null
  /** Of the first answer that is not as it should be, else of the last. */
  readonly status: number | null
  readonly elapsedMs: number | null
  readonly detail: string | null
  readonly shots: readonly ShotResult[]
}

export interface Range {
  readonly target: Target
  /** What the URLs of the requests begin with. */
  readonly url: string
  readonly rules: Rules
  readonly tls?: TlsOptions
  readonly signal: AbortSignal
  /** Hears how many cases of how many are done. */
  readonly onSettled?: (done: number, of: number) => void
}

/** So many cases are under way at one time, where their order does not matter. */
const AT_ONCE = 8
const PAUSE_MS = 20

/** Sends the requests of cases to one handler. */
export class Runner {
  readonly #range: Range
  readonly #options: Parameters<typeof createSender>[0]
  readonly #sender: Sender
  readonly #single: Sender

  constructor(range: Range) {
    const options = { policy: { allowPrivate: true }, ...(range.tls && { tls: range.tls }) }
    this.#range = range
    this.#options = options
    this.#sender = createSender(options)
    this.#single = createSender({ ...options, connections: 1 })
  }

  /** What came of each case. The first one that applies is sent alone, and so are those that need quiet. */
  async run(cases: readonly (PlannedCase | SkippedCase)[]): Promise<CaseResult[]> {
    const results = new Map<PlannedCase | SkippedCase, CaseResult>()
    const settle = async (one: PlannedCase | SkippedCase): Promise<void> => {
      results.set(one, "skipped" in one ? skipped(one) : await this.#play(one))
      this.#range.onSettled?.(results.size, cases.length)
    }
    const first = cases.find((one) => !("skipped" in one))
    if (!first) return cases.flatMap((one) => ("skipped" in one ? [skipped(one)] : []))
    const others = cases.filter((one) => one !== first)
    await settle(first)
    const [sent] = results.get(first)?.shots ?? []
    // Nobody is there, or nobody answers: the other cases would only say so again, a time limit each.
    if (sent && sent.result.attempt.outcome !== "responded") {
      const silence = "nothing answered the first request"
      return cases.map((one) => results.get(one) ?? skipped({ skipped: silence, ...one }))
    }
    const last = others.at(-1)
    const isQuiet = (one: PlannedCase | SkippedCase): boolean =>
      one === last || (!("skipped" in one) && one.delivery !== "one-by-one")
    const together = others.filter((one) => !isQuiet(one))
    const take = async (): Promise<void> => {
      for (let one = together.shift(); one && !this.#range.signal.aborted; one = together.shift())
        await settle(one)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, take))
    for (const one of others.filter(isQuiet)) if (!this.#range.signal.aborted) await settle(one)
    return cases.flatMap((one) => results.get(one) ?? [])
  }

  /** Sends one request as any case does. */
  async send(shot: Shot): Promise<SendResult> {
    return await this.#send(this.#sender, shot)
  }

  async close(): Promise<void> {
    await Promise.all([this.#sender.close(), this.#single.close()])
  }

  async #play(planned: PlannedCase): Promise<CaseResult> {
    if (!planned.mayHangUp)
      return await this.#playBy(planned.delivery === "one-connection" ? this.#single : this.#sender, planned)
    // A server may answer and hang up a moment later: no other request may be under way on that connection by then.
    const own = createSender(this.#options)
    try {
      return await this.#playBy(own, planned)
    } finally {
      await own.close()
    }
  }

  async #playBy(sender: Sender, planned: PlannedCase): Promise<CaseResult> {
    const { id, title, why, expect, shots, delivery } = planned
    const fire = async (shot: Shot, index: number): Promise<ShotResult> => {
      const result = await this.#send(sender, shot)
      const expected = planned.expectEach?.[index] ?? expect
      return {
        shot,
        expected,
        result,
        problem: judgeShot(planned, shot, { result, expected }, this.#range.rules),
      }
    }
    const played: ShotResult[] = []
    if (delivery === "at-once") played.push(...(await Promise.all(shots.map(fire))))
    else for (const [index, shot] of shots.entries()) played.push(await fire(shot, index))
    const bad = played.filter(({ problem }) => problem !== undefined)
    const telling = bad[0] ?? played.at(-1)
    const attempt = telling?.result.attempt
    return {
      id,
      title,
      why,
      expect,
      ok: bad.length === 0,
      skipped: null,
      status: attempt?.outcome === "responded" ? attempt.status : null,
      elapsedMs: Math.max(0, ...played.map(({ result }) => result.attempt.elapsedMs)),
      detail: detailOf(bad, played.length),
      shots: played,
    }
  }

  async #send(sender: Sender, { url, method, headers, body, pieces }: Shot): Promise<SendResult> {
    const { target, url: base, rules, signal } = this.#range
    return await sender.send({
      url: { ...target, path: target.path + url.slice(base.length) },
      method,
      headers,
      body,
      timeoutMs: rules.timeoutMs,
      signal,
      ...(pieces !== undefined && { pace: { pieces, pauseMs: PAUSE_MS } }),
    })
  }
}

function detailOf(bad: readonly ShotResult[], count: number): string | null {
  const [first] = bad
  if (!first) return null
  return count > 1 ? `${first.problem} (${bad.length} of ${count} requests)` : (first.problem ?? null)
}

function skipped({ id, title, why, skipped: reason }: SkippedCase): CaseResult {
  const nothing = { expect: null, ok: null, status: null, elapsedMs: null, detail: null, shots: [] }
  return { id, title, why, skipped: reason, ...nothing }
}
