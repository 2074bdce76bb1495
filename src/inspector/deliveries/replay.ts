import type { AttemptedJson, DeliveryJson, ReplayJson } from "../../domain/api-types.ts"
import { tell, tellProblem } from "../parts/toast.tsx"
import { api } from "../relay/api.ts"
import type { Answer } from "../relay/ask.ts"
import { take } from "./known.ts"
import { attemptOf } from "./standing.ts"
import { duration } from "./time.ts"

/** Delivers it once more, with the same bytes or with changes. The list learns of it before the feed tells. */
export async function replay(id: string, changes: ReplayJson = {}): Promise<Answer<AttemptedJson>> {
  const answer = await api.post<AttemptedJson>(`/v1/deliveries/${encodeURIComponent(id)}/replay`, changes)
  if (answer.ok) take([answer.value.delivery])
  return answer
}

/** Replays the same bytes and says what came of it. */
export async function replayAndTell({ id }: Pick<DeliveryJson, "id">): Promise<void> {
  const answer = await replay(id)
  if (answer.ok) tellAttempted(answer.value)
  else tellProblem(answer.problem)
}

/** Says what came of a replay. */
export function tellAttempted({ attempt }: AttemptedJson): void {
  if (!attempt) {
    tell("Waiting: nobody listens on the inbox now.", "waiting", "It goes to the next `whk listen`.")
    return
  }
  const { tone, text, title } = attemptOf(attempt)
  const hint = title === text ? undefined : title
  tell(`Replayed: ${text} in ${duration(attempt.elapsedMs)}`, tone === "good" ? "good" : "bad", hint)
}
