import { useCallback, useEffect, useState } from "preact/hooks"
import type { ProblemJson } from "../../domain/api-types.ts"
import { api } from "./api.ts"
import { rounds } from "./feed.ts"

/** What is known of something that was asked for: what came last, and what went wrong with the newest try. */
export interface Got<Value> {
  readonly value: Value | undefined
  readonly problem: ProblemJson | undefined
  /** Asks once more; what is known stays until the answer is there. */
  readonly reload: () => void
}

/**
 * Asks the relay for what is at this path, anew whenever the path changes, and where that failed when the relay is
 * there again; null asks for nothing.
 */
export function useGet<Value>(path: string | null): Got<Value> {
  const [known, setKnown] = useState<Pick<Got<Value>, "value" | "problem">>({
    value: undefined,
    problem: undefined,
  })
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (path === null) return
    // An answer to an earlier question would overwrite that to a later one.
    let isWanted = true
    void api.get<Value>(path).then((answer) => {
      if (!isWanted) return
      setKnown((before) =>
        answer.ok
          ? { value: answer.value, problem: undefined }
          : { value: before.value, problem: answer.problem },
      )
    })
    return () => void (isWanted = false)
  }, [path, round])
  const reload = useCallback(() => setRound((before) => before + 1), [])
  useEffect(() => {
    if (known.problem) reload()
  }, [rounds.value])
  return { ...known, reload }
}
