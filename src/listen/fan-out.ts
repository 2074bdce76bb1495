import type { Clock } from "../domain/clock.ts"
import { isSuccess, type SuccessRule } from "../domain/delivery.ts"
import type { RequestInfo } from "../tunnel/frames.ts"
import type { AnswerSink, AppBody } from "./app-request.ts"
import { BodyTee } from "./body-tee.ts"
import type { AppAnswered, AppFailed } from "./events.ts"
import type { Forwarder, Forwarding } from "./forwarder.ts"
import { HeldAnswer } from "./held-answer.ts"

export interface FanOutOptions {
  /** At least one; the answer of the first is the sender's when all succeed. */
  readonly targets: readonly Forwarder[]
  readonly success: SuccessRule
  readonly request: RequestInfo
  readonly body: AppBody
  readonly sink: AnswerSink
  readonly clock: Clock
  /** Hears what came of each target, as soon as it is known. */
  readonly onResult: (result: AppAnswered | AppFailed) => void
}

/**
 * Sends one delivery to several targets, the same bytes to each. The sink gets one answer, once every target has
 * answered: the first target's when all succeeded, else the worst, so that nobody takes a delivery for done that one of
 * them has not taken. Worst is no answer, then the highest status; of those that are alike the first.
 */
export function fanOut(options: FanOutOptions): Forwarding {
  const { targets, success, request, body, sink, clock, onResult } = options
  const tee = body instanceof Uint8Array ? undefined : new BodyTee(body, targets.length)
  let chosen: HeldAnswer | undefined

  const decide = (): void => {
    if (chosen || !answers.every((answer) => answer.isKnown)) return
    chosen = worstOf(answers, success)
    for (const answer of answers) if (answer !== chosen) answer.discard()
    chosen.release(sink)
  }
  const answers = targets.map(
    ({ target }, index) =>
      new HeldAnswer({
        request,
        target,
        clock,
        onKnown: decide,
        onResult(result) {
          tee?.release(index)
          onResult(result)
        },
      }),
  )
  for (const [index, answer] of answers.entries())
    answer.forwarding = targets[index]!.forward(request, tee ? tee.branches[index]! : body, answer)
  return {
    resume: () => chosen?.forwarding?.resume(),
    abort(reason = "") {
      for (const answer of answers) answer.abort(reason)
    },
  }
}

function worstOf(answers: readonly HeldAnswer[], success: SuccessRule): HeldAnswer {
  const failed = answers.filter(({ status }) => status === undefined || !isSuccess(success, status))
  const rank = ({ status = Infinity }: HeldAnswer): number => status
  return failed.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)))[0] ?? answers[0]!
}
