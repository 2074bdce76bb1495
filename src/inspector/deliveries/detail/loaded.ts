import { useEffect, useState } from "preact/hooks"
import type { DeliveryDetailJson, DeliveryJson } from "../../../domain/api-types.ts"
import { api } from "../../relay/api.ts"
import type { Answer } from "../../relay/ask.ts"
import { rounds } from "../../relay/feed.ts"
import { ledger } from "../known.ts"

/** The delivery in full, read again whenever it changes or may have; what was shown before stays until then. */
export function useDetail(id: string): Answer<DeliveryDetailJson> | undefined {
  const [answer, setAnswer] = useState<Answer<DeliveryDetailJson>>()
  const known = stateOf(ledger.value.find((delivery) => delivery.id === id))
  useEffect(() => {
    let isWanted = true
    void readDetail(id).then((read) => {
      if (isWanted) setAnswer(read)
    })
    return () => {
      isWanted = false
    }
  }, [id, known, rounds.value])
  return answer
}

/** `whole`: the body, too, that is cut otherwise. */
export async function readDetail(id: string, whole = false): Promise<Answer<DeliveryDetailJson>> {
  return await api.get(`/v1/deliveries/${encodeURIComponent(id)}${whole ? "?body=whole" : ""}`)
}

/** Everything that makes the detail another one when it changes. */
function stateOf(delivery: DeliveryJson | undefined): string {
  return delivery ? JSON.stringify([delivery.status, delivery.attempts, delivery.verdict]) : ""
}
