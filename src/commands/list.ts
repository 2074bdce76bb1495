import type { EndpointJson, ListPage } from "../domain/api-types.ts"
import { cleanText } from "../domain/text.ts"
import { WhkError } from "../errors.ts"
import { allPages, type EndpointQuery } from "../manage/management-api.ts"
import { endpointTable, totalsLine } from "../ui/endpoint-views.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection, type Connection } from "./connection.ts"
import type { Command } from "./context.ts"
import { readPage, type PageFlags } from "./list-flags.ts"
import { viewOf } from "./view-of.ts"

interface Options extends ConnectionOptions, PageFlags {
  readonly active?: boolean
  readonly inactive?: boolean
  readonly search?: string
  readonly all?: boolean
}

/** Lists endpoints, a page at a time, or all of them. */
export const run: Command<Options> = async (context, { options }) => {
  const query = readQuery(options)
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, async (connection) => {
    const { items, next, total } = await readList(connection, query, options.all === true)
    const { out } = context
    out.value({ items, next })
    if (items.length > 0) out.data(`${endpointTable(items, viewOf(context))}\n`)
    else out.talk(emptyText(options))
    out.data(await totals(connection, total))
    if (next !== null) out.talk(out.talkColor.dim(`More: add --after ${cleanText(next)}, or --all.`))
    return 0
  })
}

function readQuery({ active, inactive, search, provider, ...page }: Options): EndpointQuery {
  if (active && inactive)
    throw new WhkError("USAGE", "--active and --inactive exclude each other.", {
      hint: "Leave out both to see all.",
    })
  return {
    ...readPage(page),
    ...(provider !== undefined && { provider }),
    ...((active || inactive) && { active: active === true }),
    ...(search !== undefined && { search }),
  }
}

async function readList(
  { api }: Connection,
  query: EndpointQuery,
  all: boolean,
): Promise<ListPage<EndpointJson>> {
  if (!all) return api.list(query)
  const items: EndpointJson[] = []
  for await (const endpoint of allPages((page: EndpointQuery) => api.list(page), query)) items.push(endpoint)
  return { items, next: null, total: items.length }
}

/** The counts of the whole workspace, as the providers' dashboards show them; a provider's API gives fewer. */
async function totals({ api, kind }: Connection, total: number): Promise<string> {
  return kind === "provider" ? `Total ${total}` : totalsLine(await api.stats())
}

function emptyText({ active, inactive, search, provider }: Options): string {
  return active || inactive || search !== undefined || provider !== undefined
    ? "No endpoint fits."
    : "No endpoints yet. Create one: whk create https://example.com/hooks --events user.created"
}
