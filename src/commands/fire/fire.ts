import type { AttemptJson } from "../../domain/api-types.ts"
import { isSuccess, type SuccessRule } from "../../domain/delivery.ts"
import { formatDuration } from "../../domain/duration.ts"
import { newId } from "../../domain/ids.ts"
import { delayAfter, maxAttempts } from "../../domain/schedule.ts"
import type { Target } from "../../domain/target.ts"
import { WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import type { Sender, SendResult } from "../../sender/send.ts"
import type { Context } from "../context.ts"
import { startProgress } from "../progress.ts"
import { pause } from "../pause.ts"
import { targetUnreachable } from "../request/target-unreachable.ts"
import { tellAttempt } from "../tell-attempt.ts"
import type { Outgoing } from "./outgoing.ts"
import type { Tally } from "./tally.ts"

export interface Volley {
  readonly source: AsyncIterable<Outgoing>
  readonly sender: Sender
  readonly tally: Tally
  /** How many the source has, where that is known. */
  readonly total?: number
  /** Deliveries under way at one time. */
  readonly concurrency: number
  /** Instead of the time the provider waits for an answer. */
  readonly timeoutMs: number | undefined
  /** Follow each provider's schedule, so many times faster; undefined: one attempt each. */
  readonly retry: { readonly timeScale: number } | undefined
}

/** The last attempt of a delivery. */
export interface Fired {
  readonly provider: Provider | null
  readonly target: Target
  readonly result: SendResult
  readonly timeoutMs: number
}

/** What a receiver has where nothing says whose request it is. */
const USUAL_TIMEOUT_MS = 30_000

/**
 * Makes every delivery of the source, tells each attempt, and counts. Resolves with how the last delivery ended, also
 * when the command is told to stop on the way. Throws TARGET_UNREACHABLE when the target saw nothing of the first
 * delivery that ended: the others would meet nobody either.
 */
export async function fireAll(context: Context, volley: Volley): Promise<Fired | undefined> {
  const { source, concurrency, total } = volley
  using progress = startProgress(context, { what: "sent", total })
  const iterator = source[Symbol.asyncIterator]()
  const halt = new AbortController()
  const world = { ...context, stop: AbortSignal.any([context.stop, halt.signal]) }
  let last: Fired | undefined

  const take = async (): Promise<void> => {
    while (!world.stop.aborted) {
      const next = await iterator.next()
      if (next.done) return
      last = await deliver(world, volley, { outgoing: next.value, halted: halt.signal })
      progress.add()
      await context.out.drained()
    }
  }
  const taking = Array.from({ length: concurrency }, take)
  try {
    await Promise.all(taking)
  } catch (error) {
    // Nothing is told of the others after the error.
    halt.abort()
    await Promise.allSettled(taking)
    throw error
  } finally {
    await iterator.return?.()
  }
  return last
}

async function deliver(
  context: Context,
  volley: Volley,
  { outgoing, halted }: { readonly outgoing: Outgoing; readonly halted: AbortSignal },
): Promise<Fired> {
  const { clock, out, stop } = context
  const { sender, tally, retry } = volley
  const { provider } = outgoing
  const rule = provider?.delivery.success ?? "2xx"
  const timeoutMs = volley.timeoutMs ?? provider?.delivery.timeoutMs ?? USUAL_TIMEOUT_MS
  for (let number = 1; ; number += 1) {
    const atMs = clock.now()
    const request = await outgoing.request(atMs)
    const result = await sender.send({ ...request, timeoutMs, signal: stop })
    const fired = { provider, target: request.url, result, timeoutMs }
    if (halted.aborted) return fired
    const isAccepted = accepted(result, rule)
    const json = attemptJson(result, { number, atMs, url: outgoing.url })
    tally.attempt(result.attempt)
    tellAttempt(context, { ...outgoing, provider: provider?.id ?? null }, json, { rule })

    const delayMs = isAccepted || !retry ? undefined : delayOf(provider, number, retry.timeScale)
    if (delayMs !== undefined && !stop.aborted)
      out.talk(out.talkColor.dim(`Attempt ${number + 1} is due in ${formatDuration(delayMs)}.`))
    if (delayMs !== undefined && (await pause(context, delayMs))) continue
    if (!isAccepted && provider && retry && !stop.aborted) out.talk(givenUp(provider))
    const isFirst = tally.ended(result.attempt, isAccepted) === 1
    if (isFirst && !stop.aborted) refuseUnreached(fired)
    return fired
  }
}

function accepted({ attempt }: SendResult, rule: SuccessRule): boolean {
  return attempt.outcome === "responded" && isSuccess(rule, attempt.status)
}

/** How long the provider waits after this attempt; undefined after the last. */
function delayOf(provider: Provider | null, number: number, timeScale: number): number | undefined {
  if (!provider)
    throw new WhkError("VALUE_MISSING", "--provider is missing: nothing says whose schedule to follow.", {
      hint: "Add --provider <id>, or leave out --retry.",
    })
  const delayMs = delayAfter(provider.delivery.schedule, number)
  return delayMs === undefined ? undefined : Math.round(delayMs / timeScale)
}

function givenUp({ name, delivery: { schedule } }: Provider): string {
  const attempts = maxAttempts(schedule)
  const certainty = schedule.certainty === "assumed" ? " (assumed)" : ""
  return `Given up after ${attempts} ${attempts === 1 ? "attempt" : "attempts"}, as ${name} does${certainty}.`
}

function refuseUnreached({ target, result: { attempt, connected } }: Fired): void {
  if (attempt.outcome !== "responded" && (!connected || attempt.outcome === "tls"))
    throw targetUnreachable(target, attempt)
}

/** An attempt made here, as it is told. */
export function attemptJson(
  { attempt, response }: SendResult,
  made: { readonly number: number; readonly atMs: number; readonly url: string },
): AttemptJson {
  return {
    id: newId("att"),
    attempt: made.number,
    at: new Date(made.atMs).toISOString(),
    url: made.url,
    outcome: attempt.outcome,
    status: attempt.outcome === "responded" ? attempt.status : null,
    elapsedMs: attempt.elapsedMs,
    detail: attempt.outcome === "responded" ? null : (attempt.detail ?? null),
    response: response && { headers: response.headers, bodyBase64: response.body.toString("base64") },
  }
}
