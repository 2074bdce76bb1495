/** What a process prints, line by line. */
export interface Lines {
  /** Every line so far. */
  readonly lines: readonly string[]
  /** Resolves as soon as this is true of the lines; rejects when the process ends first. */
  readonly until: (isTrue: (lines: readonly string[]) => boolean) => Promise<void>
  /** Resolves when the process has ended and everything it printed is here. */
  readonly ended: Promise<void>
}

/** Reads the lines of a process; `name` stands in the error when it ends too early. */
export function linesOf(
  child: PromiseLike<unknown> & { iterable(): AsyncIterable<unknown> },
  name: string,
): Lines {
  const lines: string[] = []
  let wake: (() => void)[] = []
  let hasEnded = false
  const changed = (): void => {
    for (const resume of wake.splice(0)) resume()
  }
  const reading = (async () => {
    for await (const line of child.iterable()) {
      lines.push(String(line))
      changed()
    }
  })()
  const ended = Promise.all([child, reading]).then(() => {
    hasEnded = true
    changed()
  })
  return {
    lines,
    async until(isTrue) {
      while (!isTrue(lines)) {
        if (hasEnded) throw new Error(`${name} ended first: ${lines.slice(-3).join("; ")}`)
        await new Promise<void>((resume) => wake.push(resume))
      }
    },
    ended,
  }
}
