import type { VNode } from "preact"
import { useEffect, useState } from "preact/hooks"
import type { EndpointJson, ListPage, StatsJson } from "../../domain/api-types.ts"
import { useProviders } from "../catalogue/use-providers.ts"
import { Button } from "../parts/button.tsx"
import { Command } from "../parts/command.tsx"
import { Empty } from "../parts/empty.tsx"
import { ProblemNotice } from "../parts/notice.tsx"
import { Segments } from "../parts/segments.tsx"
import { useChanges } from "../relay/use-changes.ts"
import { useGet } from "../relay/use-get.ts"
import { CreateDialog } from "./create-dialog.tsx"
import { EndpointTable } from "./endpoint-table.tsx"
import { footOf, listPath, PAGE_SIZE, type Shown } from "./list-path.ts"
import { StatCards } from "./stat-cards.tsx"

const SHOWN: readonly { readonly id: Shown; readonly title: string }[] = [
  { id: "all", title: "All" },
  { id: "active", title: "Active" },
  { id: "inactive", title: "Inactive" },
]
const PAUSE_MS = 150

/** Every endpoint of the workspace: counts, search, filter, and the way to a new one. */
export function EndpointList(): VNode {
  const [typed, setTyped] = useState("")
  const search = useSettled(typed)
  const [shown, setShown] = useState<Shown>("all")
  const [limit, setLimit] = useState(PAGE_SIZE)
  const [isCreating, setCreating] = useState(false)
  const stats = useGet<StatsJson>("/v1/stats")
  const list = useGet<ListPage<EndpointJson>>(listPath({ search, shown, limit }))
  const reload = (): void => {
    stats.reload()
    list.reload()
  }
  useChanges(({ endpoint }) => endpoint !== undefined, reload)
  const problem = list.problem ?? stats.problem
  const isFiltering = search !== "" || shown !== "all"
  const showAll = (): void => {
    setTyped("")
    setShown("all")
  }
  return (
    <div class="page">
      <div class="page-head">
        <h1>Endpoints</h1>
        <Button kind="primary" onClick={() => setCreating(true)}>
          New endpoint
        </Button>
      </div>
      {problem && <ProblemNotice problem={problem} />}
      <StatCards stats={stats.value} />
      <div class="tools">
        <input
          type="search"
          aria-label="Search endpoints"
          placeholder="Search name, URL, event type"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <Segments label="Show" choices={SHOWN} chosen={shown} onChoose={setShown} />
      </div>
      {list.value && (
        <Found
          page={list.value}
          isFiltering={isFiltering}
          showAll={showAll}
          showMore={() => setLimit((before) => before + PAGE_SIZE)}
          create={() => setCreating(true)}
        />
      )}
      {isCreating && <CreateDialog onCreated={reload} onClose={() => setCreating(false)} />}
    </div>
  )
}

interface FoundProps {
  readonly page: ListPage<EndpointJson>
  readonly isFiltering: boolean
  readonly showAll: () => void
  readonly showMore: () => void
  readonly create: () => void
}

function Found({ page: { items, total }, isFiltering, showAll, showMore, create }: FoundProps): VNode {
  const providers = useProviders()
  const foot = footOf(items.length, total)
  if (items.length === 0 && isFiltering)
    return (
      <Empty title="No endpoint fits.">
        <Button onClick={showAll}>Show all</Button>
      </Empty>
    )
  if (items.length === 0)
    return (
      <Empty title="No endpoint yet.">
        <p>An endpoint is an address that gets signed events. Make one here, or in a terminal:</p>
        <Command text="whk create http://localhost:3000/hooks --events user.created" />
        <Button onClick={create}>New endpoint</Button>
      </Empty>
    )
  return (
    <>
      <EndpointTable
        endpoints={items}
        providerName={(id) => providers.find((provider) => provider.id === id)?.name ?? id}
      />
      <p class="table-foot" role="status">
        {foot.words}
        {foot.hasMore && <Button onClick={showMore}>Show more</Button>}
      </p>
    </>
  )
}

/** A text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
