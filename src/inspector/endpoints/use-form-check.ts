import { useEffect, useState } from "preact/hooks"
import type { EndpointCheckJson } from "../../domain/api-types.ts"
import { api } from "../relay/api.ts"
import { type EndpointForm, filledIn } from "./endpoint-form.ts"

const NOTHING: EndpointCheckJson = { problems: [], warnings: [] }
const PAUSE_MS = 200

/** What the relay says of what is filled in so far, asked a moment after the last key. */
export function useFormCheck(form: EndpointForm): EndpointCheckJson {
  const [check, setCheck] = useState(NOTHING)
  const draft = JSON.stringify(filledIn(form))
  useEffect(() => {
    if (form.provider === "") return
    let isWanted = true
    const timer = setTimeout(async () => {
      const answer = await api.post<EndpointCheckJson>("/v1/endpoints/check", filledIn(form))
      if (isWanted) setCheck(answer.ok ? answer.value : NOTHING)
    }, PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [draft])
  return check
}
