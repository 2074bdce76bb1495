import { useEffect } from "preact/hooks"
import type { DeliveryJson } from "../../domain/api-types.ts"
import { judge } from "./detail/verdicts.ts"
import { filter } from "./known.ts"
import { inboxes } from "./places.ts"
import { canBeJudged } from "./standing.ts"

/** So long the list has to rest: what only rushes by is not judged. */
const REST_MS = 300
/** What was asked for; what the relay could not judge is not asked for again. */
const asked = new Set<string>()

/** Has the relay judge what is in sight and nobody judged, one after the other, where it has the inbox's secret. */
export function useJudging(inSight: readonly DeliveryJson[]): void {
  useEffect(() => {
    let isWanted = true
    const timer = setTimeout(async () => {
      for (const { id } of inSight.filter(isWorthAsking)) {
        if (!isWanted) return
        asked.add(id)
        const answer = await judge(id)
        if (answer.ok || answer.problem.status !== 0) continue
        asked.delete(id)
        return
      }
    }, REST_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [inSight.map(({ id }) => id).join(), inboxes.value])
}

function isWorthAsking(delivery: DeliveryJson): boolean {
  // Whoever looks for what is not judged would see it vanish.
  if (asked.has(delivery.id) || filter.value.verdicts.has("unjudged")) return false
  return canBeJudged(delivery, inboxes.value ?? [])
}
