import { signal } from "@preact/signals"
import type { AttemptedJson, ReplayJson } from "../../domain/api-types.ts"
import type { Tone } from "../parts/tone.ts"
import { api } from "../relay/api.ts"
import type { Answer } from "../relay/ask.ts"
import { take } from "./known.ts"
import { attemptOf } from "./standing.ts"
import { durationText } from "../parts/duration-text.ts"

/** What came of the last replay, to be told beside the delivery that it made or tried again. */
export interface ReplayNote {
  readonly id: string
  readonly tone: Tone
  readonly text: string
  readonly hint: string | undefined
}

export const replayNote = signal<ReplayNote | null>(null)

/** Delivers it once more, with the same bytes or with changes. The list learns of it before the feed tells. */
export async function replay(id: string, changes: ReplayJson = {}): Promise<Answer<AttemptedJson>> {
  const answer = await api.post<AttemptedJson>(`/v1/deliveries/${encodeURIComponent(id)}/replay`, changes)
  if (answer.ok) {
    take([answer.value.delivery])
    replayNote.value = noteOf(answer.value)
  }
  return answer
}

/** Replays the same bytes; what is wrong is told beside the delivery, too. */
export async function replayAgain(id: string): Promise<void> {
  replayNote.value = { id, tone: "waiting", text: "Replaying …", hint: undefined }
  const answer = await replay(id)
  if (answer.ok) return
  const { detail, hint } = answer.problem
  replayNote.value = { id, tone: "bad", text: detail, hint }
}

function noteOf({ delivery: { id }, attempt }: AttemptedJson): ReplayNote {
  if (!attempt)
    return {
      id,
      tone: "waiting",
      text: "Waiting: nobody listens on the inbox now.",
      hint: "It goes to the next `whk listen`.",
    }
  const { tone, text, title } = attemptOf(attempt)
  return {
    id,
    tone,
    text: `Replayed: ${text} in ${durationText(attempt.elapsedMs)}`,
    hint: title === text ? undefined : title,
  }
}
