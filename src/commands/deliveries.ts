import type { DeliveryQuery } from "../manage/management-api.ts"
import { cleanText } from "../domain/text.ts"
import { deliveryTable } from "../ui/delivery-views.ts"
import { argument } from "./arguments.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command, Context, Invocation } from "./context.ts"
import { follow } from "./deliveries/follow.ts"
import { readPage, readSince, readStatus, type PageFlags } from "./list-flags.ts"
import { viewOf } from "./view-of.ts"

interface Options extends ConnectionOptions, PageFlags {
  readonly status?: string
  readonly event?: string
  readonly since?: string
  readonly follow?: boolean
}

/** Lists deliveries, newest first: all, or those of one endpoint or inbox; or tells them as they come. */
export const run: Command<Options> = async (context, invocation) => {
  const { options } = invocation
  const settings = await readConnectionSettings(context, options)
  const query = readQuery(context, invocation, settings.api !== undefined)
  if (options.follow)
    // A relay that is started later must find its data free.
    return withConnection(context, settings, ({ api }) => follow(context, api, query), { mayHost: false })
  return withConnection(context, settings, async ({ api }) => {
    const { items, next, total } = await api.deliveries(query)
    const { out } = context
    out.value({ items, next })
    if (items.length === 0) out.talk("No deliveries.")
    else out.data(`${deliveryTable(items, viewOf(context))}\n`)
    out.data(`Total ${total}`)
    if (next !== null) out.talk(out.talkColor.dim(`More: add --after ${cleanText(next)}.`))
    return 0
  })
}

function readQuery(
  { clock }: Context,
  invocation: Invocation<Options>,
  isProviderApi: boolean,
): DeliveryQuery {
  const { status, event, since, ...page } = invocation.options
  const of = argument(invocation, 0)
  const isEndpoint = isProviderApi || of?.startsWith("ep_")
  return {
    ...readPage(page),
    ...(of !== undefined && (isEndpoint ? { endpoint: of } : { inbox: of })),
    ...(status !== undefined && { status: readStatus(status) }),
    ...(event !== undefined && { event }),
    ...(since !== undefined && { since: readSince(since, clock.now()) }),
  }
}
