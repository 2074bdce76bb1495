import type { DeliveryJson } from "../../domain/api-types.ts"
import { onChange } from "../relay/feed.ts"
import { loadNewest, take } from "./known.ts"
import { learnPlaces } from "./places.ts"

// A frame: a burst of arrivals is one change of the list.
const GATHER_MS = 16

/** Takes in what the feed tells from now on; call what it returns to stop. */
export function followArrivals(): () => void {
  let gathered: DeliveryJson[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush(): void {
    timer = undefined
    const arrivals = gathered
    gathered = []
    take(arrivals)
    learnPlaces(arrivals)
  }

  const stop = onChange({
    delivery(delivery) {
      gathered.push(delivery)
      timer ??= setTimeout(flush, GATHER_MS)
    },
    reload: () => void loadNewest(),
  })
  return () => {
    stop()
    clearTimeout(timer)
    take(gathered)
  }
}
