import type { Timer } from "../domain/clock.ts"
import { progressLine } from "../ui/progress-line.ts"
import type { Context } from "./context.ts"

/** Tells how far long work is, until it is disposed of. */
export interface Progress extends Disposable {
  /** So much more is done. */
  add(count?: number): void
  /** So much is done, of so much. */
  readonly reach: (done: number, total: number) => void
}

/** Work that is over sooner shows nothing. */
const SHOW_AFTER_MS = 600
const REDRAW_MS = 100
const CLEAR_LINE = "\r\u001b[K"

/**
 * Shows on stderr how far long work is, in one line that is drawn over again and gone at the end; only where somebody
 * can see it (see `Output.progressTo`). What is said meanwhile stands above it.
 */
export function startProgress(
  { out, clock }: Pick<Context, "out" | "clock">,
  { what, total }: { readonly what: string; readonly total?: number | undefined },
): Progress {
  const stderr = out.progressTo
  if (!stderr) return { add() {}, reach() {}, [Symbol.dispose]() {} }
  let done = 0
  let of = total
  let shown = ""
  let timer: Timer | undefined

  const line = (): string =>
    progressLine({ done, total: of, what }, { columns: stderr.columns || 80, color: out.talkColor })
  const draw = (): void => {
    const next = line()
    if (next !== shown) stderr.write(`${CLEAR_LINE}${next}`)
    shown = next
    timer = clock.startTimer(REDRAW_MS, draw)
  }
  timer = clock.startTimer(SHOW_AFTER_MS, draw)
  const undivert = out.divert((text, stream) => {
    stream.write(`${shown === "" ? "" : CLEAR_LINE}${text}\n`)
    if (shown !== "") stderr.write(shown)
  })
  return {
    add(count = 1) {
      done += count
    },
    reach(soFar, all) {
      done = soFar
      of = all
    },
    [Symbol.dispose]() {
      timer?.cancel()
      undivert()
      if (shown !== "") stderr.write(CLEAR_LINE)
    },
  }
}
