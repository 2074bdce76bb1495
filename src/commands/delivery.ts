import { deliveryDetail } from "../ui/delivery-views.ts"
import { requireId } from "./arguments.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command } from "./context.ts"
import { viewOf } from "./view-of.ts"

/** Shows one delivery: its request, every attempt and what came of it. */
export const run: Command<ConnectionOptions> = async (context, invocation) => {
  const id = requireId(invocation)
  const settings = await readConnectionSettings(context, invocation.options)
  return withConnection(context, settings, async ({ api }) => {
    const delivery = await api.delivery(id)
    context.out.value(delivery)
    context.out.data(deliveryDetail(delivery, viewOf(context)))
    return 0
  })
}
