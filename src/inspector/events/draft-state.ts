import { signal } from "@preact/signals"
import { useEffect } from "preact/hooks"
import type { EndpointJson, ListPage, ProviderDetailJson, ProviderEventJson } from "../../domain/api-types.ts"
import { useProvider, useProviders } from "../catalogue/use-providers.ts"
import { api } from "../relay/api.ts"
import { type Draft, draftOf } from "./draft.ts"

/** Which provider is chosen; it stays while other pages are looked at. */
const provider = signal("")

/** What the newest endpoint gets. */
const wanted = signal<readonly string[]>([])

/** The event that is being edited; undefined until an event type is chosen. */
const draft = signal<Draft | undefined>(undefined)

/** One that is wanted, else the first that is live. */
function firstEvent(
  events: ProviderDetailJson["events"],
  types: readonly string[],
): ProviderEventJson | undefined {
  return (
    events.find(({ type }) => types.includes(type)) ??
    events.find(({ status }) => status === "live") ??
    events[0]
  )
}

export interface DraftState {
  readonly providerId: string
  readonly provider: ProviderDetailJson | undefined
  readonly draft: Draft | undefined
  readonly pickProvider: (id: string) => void
  readonly pickEvent: (type: string) => void
  readonly change: (changes: Partial<Draft>) => void
}

/** The event on the Events page. At first it is one that the newest endpoint gets. */
export function useDraft(): DraftState {
  const providers = useProviders()
  const id = provider.value
  const { value: detail } = useProvider(id)
  useEffect(() => {
    if (id !== "" || providers.length === 0) return
    void api.get<ListPage<EndpointJson>>("/v1/endpoints?limit=1").then((answer) => {
      const newest = answer.ok ? answer.value.items[0] : undefined
      if (provider.peek() !== "") return
      wanted.value = newest?.events ?? []
      provider.value = newest?.provider ?? providers[0]!.id
    })
  }, [id, providers])
  useEffect(() => {
    if (!detail || draft.peek()?.provider === detail.id) return
    const first = firstEvent(detail.events, wanted.peek())
    draft.value = first && draftOf(detail.id, first)
  }, [detail])
  return {
    providerId: id,
    provider: detail,
    draft: draft.value?.provider === id ? draft.value : undefined,
    pickProvider: (picked) => {
      if (picked !== id) provider.value = picked
    },
    pickEvent: (type) => {
      const event = detail?.events.find((listed) => listed.type === type)
      draft.value = draftOf(id, event ?? { type, title: "", status: "live", sample: {} })
    },
    change: (changes) => {
      if (draft.value) draft.value = { ...draft.value, ...changes }
    },
  }
}
