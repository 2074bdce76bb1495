import { namedProvider } from "../config/named-provider.ts"
import { providers } from "../providers/catalogue.ts"
import { eventTable } from "../ui/event-table.ts"
import type { Command } from "./context.ts"
import { quoted } from "./request/read-flags.ts"

interface Options {
  readonly provider?: string
  readonly search?: string
}

/** Lists the event types of all providers, or of the one that the flag names. */
export const run: Command<Options> = async ({ out, cwd }, { options }) => {
  const search = options.search?.toLowerCase() ?? ""
  const chosen = options.provider === undefined ? providers : [await namedProvider(options.provider, cwd)]
  const events = chosen.flatMap((provider) =>
    provider.events
      .filter(({ type, title }) => `${type} ${title}`.toLowerCase().includes(search))
      .map(({ type, title, status }) => ({ type, title, provider: provider.id, status })),
  )
  out.value(events)
  if (events.length > 0) out.data(eventTable(events, out))
  else if (options.search !== undefined) out.talk(`No event type fits "${quoted(options.search)}".`)
  else out.talk(`${chosen.map(({ name }) => name).join()} lists no event types: any is taken.`)
  return 0
}
