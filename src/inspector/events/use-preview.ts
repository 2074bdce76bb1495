import { useEffect, useState } from "preact/hooks"
import type { PreviewedJson, ProblemJson } from "../../domain/api-types.ts"
import { api } from "../relay/api.ts"
import { rounds } from "../relay/feed.ts"
import { type Draft, readDraft } from "./draft.ts"

const PAUSE_MS = 250

export interface Preview {
  /** As of the last draft that could be sent. */
  readonly previewed: PreviewedJson | undefined
  readonly problem: ProblemJson | undefined
}

/** The signed request that a draft would become, a moment after the last change; `endpoint` signs it with its secret. */
export function usePreview(draft: Draft | undefined, endpoint: string): Preview {
  const [preview, setPreview] = useState<Preview>({ previewed: undefined, problem: undefined })
  const reading = draft && readDraft(draft)
  const input = reading?.kind === "ready" ? JSON.stringify(reading.input) : undefined
  useEffect(() => {
    if (reading?.kind !== "ready") return
    let isWanted = true
    const timer = setTimeout(async () => {
      const body = { ...reading.input, ...(endpoint !== "" && { endpoint }) }
      const answer = await api.post<PreviewedJson>("/v1/events/preview", body)
      if (!isWanted) return
      setPreview((before) =>
        answer.ok
          ? { previewed: answer.value, problem: undefined }
          : { previewed: before.previewed, problem: answer.problem },
      )
    }, PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [input, endpoint, rounds.value])
  return preview
}
