import { useEffect, useState } from "preact/hooks"
import type { EndpointCheckJson } from "../../domain/api-types.ts"
import { api } from "../relay/api.ts"
import { type EndpointForm, filledIn } from "./endpoint-form.ts"

const NOTHING: EndpointCheckJson = { problems: [], warnings: [] }
const PAUSE_MS = 200

export interface FormCheck {
  /** As of a moment ago. */
  readonly check: EndpointCheckJson
  /** Asks at once, about what is filled in now: whoever sends a form may be quicker than the moment. */
  readonly checkNow: () => Promise<EndpointCheckJson>
}

/** What the relay says of what is filled in so far, asked a moment after the last key. */
export function useFormCheck(form: EndpointForm): FormCheck {
  const [check, setCheck] = useState(NOTHING)
  const draft = JSON.stringify(filledIn(form))
  const ask = async (): Promise<EndpointCheckJson> => {
    const answer = await api.post<EndpointCheckJson>("/v1/endpoints/check", filledIn(form))
    return answer.ok ? answer.value : NOTHING
  }
  useEffect(() => {
    if (form.provider === "") return
    let isWanted = true
    const timer = setTimeout(async () => {
      const said = await ask()
      if (isWanted) setCheck(said)
    }, PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [draft])
  return {
    check,
    checkNow: async () => {
      const said = await ask()
      setCheck(said)
      return said
    },
  }
}
