import { signal } from "@preact/signals"
import { useEffect } from "preact/hooks"
import type { ListPage, ProviderDetailJson, ProviderJson } from "../../domain/api-types.ts"
import { api } from "../relay/api.ts"
import { rounds } from "../relay/feed.ts"
import { type Got, useGet } from "../relay/use-get.ts"

/** The same for everybody, so it is asked for once. */
const known = signal<readonly ProviderJson[]>([])

/** Every provider, in the order of precedence; none until they are known. */
export function useProviders(): readonly ProviderJson[] {
  useEffect(() => {
    if (known.peek().length > 0) return
    void api.get<ListPage<ProviderJson>>("/v1/providers").then((answer) => {
      if (answer.ok) known.value = answer.value.items
    })
  }, [rounds.value])
  return known.value
}

/** One provider in full; `""` is none. */
export function useProvider(id: string): Got<ProviderDetailJson> {
  const got = useGet<ProviderDetailJson>(id === "" ? null : `/v1/providers/${encodeURIComponent(id)}`)
  // What is known of the one before says nothing about this one.
  return got.value?.id === id ? got : { ...got, value: undefined }
}
