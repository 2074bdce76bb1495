import { providers } from "../providers/catalogue.ts"
import { findProvider } from "../providers/registry.ts"
import { eventTable } from "../ui/event-table.ts"
import type { Command } from "./context.ts"
import { quoted } from "./request/read-flags.ts"

interface Options {
  readonly provider?: string
  readonly search?: string
}

/** Lists the event types of all providers, or of the one that the flag names. */
export const run: Command<Options> = async ({ out }, { options }) => {
  const search = options.search?.toLowerCase() ?? ""
  const chosen = options.provider === undefined ? providers : [findProvider(options.provider)]
  const events = chosen.flatMap((provider) =>
    provider.events
      .filter(({ type, title }) => `${type} ${title}`.toLowerCase().includes(search))
      .map(({ type, title, status }) => ({ type, title, provider: provider.id, status })),
  )
  out.value(events)
  if (events.length > 0) out.data(eventTable(events, out))
  else out.talk(`No event type fits "${quoted(options.search ?? "")}".`)
  return 0
}
