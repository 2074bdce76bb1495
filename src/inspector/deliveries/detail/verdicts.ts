import { signal } from "@preact/signals"
import type { DeliveryDetailJson, VerifiedJson, VerifyDeliveryJson } from "../../../domain/api-types.ts"
import { api } from "../../relay/api.ts"
import type { Answer } from "../../relay/ask.ts"
import { noteVerdict } from "../known.ts"

/** What the relay found when the page asked it, by the id of the delivery. */
export const verdicts = signal<ReadonlyMap<string, Answer<VerifiedJson>>>(new Map())

/** Has a delivery judged; without a secret with the one that is stored. A secret given is not kept anywhere. */
export async function judge(id: string, given: VerifyDeliveryJson = {}): Promise<Answer<VerifiedJson>> {
  const answer = await api.post<VerifiedJson>(`/v1/deliveries/${encodeURIComponent(id)}/verify`, given)
  // What another secret says is no fact about the delivery, and the relay's own signature none for the list.
  if (answer.ok && answer.value.judgedWith === "inbox") noteVerdict(id, answer.value)
  verdicts.value = new Map(verdicts.value).set(id, answer)
  return answer
}

/** Whether the relay is to be asked: nobody judged it, or the listener could not say why it failed. */
export function needsJudging({ id, verdict }: DeliveryDetailJson): boolean {
  if (verdicts.peek().get(id)?.ok) return false
  return verdict === undefined || (!verdict.verified && !verdict.causes?.length)
}
