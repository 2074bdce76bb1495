import type { VNode } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"
import { ledger } from "./known.ts"

// A screen reader that reads every arrival reads nothing else.
const QUIET_MS = 5000

/** Says to screen readers how many deliveries came, every five seconds at most. */
export function Announcer(): VNode {
  const [said, setSaid] = useState("")
  const before = useRef<string | undefined>(undefined)
  useEffect(() => {
    const timer = setInterval(() => {
      const last = before.current
      before.current = ledger.peek()[0]?.id
      if (last === undefined || before.current === last) return
      const count = ledger.peek().findIndex(({ id }) => id === last)
      if (count > 0) setSaid(`${count} new ${count === 1 ? "delivery" : "deliveries"}`)
    }, QUIET_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <p class="visually-hidden" aria-live="polite">
      {said}
    </p>
  )
}
