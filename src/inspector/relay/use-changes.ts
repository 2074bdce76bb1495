import { useEffect } from "preact/hooks"
import type { DeliveryJson } from "../../domain/api-types.ts"
import { onChange } from "./feed.ts"

const PAUSE_MS = 700

/**
 * Calls `then` when a delivery that is of concern is new or changed: soon after, and seldom enough
 * that a relay under load is not asked all the while.
 */
export function useChanges(concerns: (delivery: DeliveryJson) => boolean, then: () => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        then()
      }, PAUSE_MS)
    }
    const stop = onChange({ delivery: (delivery) => concerns(delivery) && soon(), reload: soon })
    return () => {
      stop()
      clearTimeout(timer)
    }
    // Both are made anew at each rendering and mean the same each time.
  }, [])
}
