import { signal } from "@preact/signals"
import type { VNode } from "preact"
import { relativeWords } from "./relative-words.ts"

const STEP_MS = 10_000

/** The time, as exact as words such as `2m ago` need it. */
const now = signal(Date.now())
setInterval(() => (now.value = Date.now()), STEP_MS)

/** A time seen from now, with the whole of it for whoever points at it. */
export function When({ iso }: { readonly iso: string }): VNode {
  const at = new Date(iso)
  return (
    <time dateTime={iso} title={at.toLocaleString()}>
      {relativeWords(at.getTime(), Math.max(now.value, Date.now()))}
    </time>
  )
}
