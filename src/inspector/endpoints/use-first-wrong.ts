import type { RefObject } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"

/** Leads to the first field of a form that is wrong, after what is wrong was shown. */
export function useFirstWrong(): {
  readonly ref: RefObject<HTMLFormElement | null>
  readonly showFirst: () => void
} {
  const ref = useRef<HTMLFormElement>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (round > 0) ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [round])
  return { ref, showFirst: () => setRound((before) => before + 1) }
}
