import type { EndpointJson } from "../domain/api-types.ts"
import { endpointDetail } from "../ui/endpoint-views.ts"
import type { ManagementApi } from "../manage/management-api.ts"
import { idOrAsk } from "./arguments.ts"
import { askEndpoint } from "./ask-which.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Context, Invocation } from "./context.ts"
import { viewOf } from "./view-of.ts"

/** Runs one operation on the endpoint named by the first argument, or chosen on a terminal, then prints the endpoint under a title. */
export async function showEndpoint(
  context: Context,
  invocation: Invocation<ConnectionOptions>,
  {
    command,
    operation,
    title,
  }: {
    readonly command: string
    readonly operation: (api: ManagementApi, id: string) => Promise<EndpointJson>
    readonly title?: string
  },
): Promise<number> {
  const named = idOrAsk(context, invocation, command, "ep")
  const settings = await readConnectionSettings(context, invocation.options)
  return withConnection(context, settings, async ({ api }) => {
    const id = named ?? (await askEndpoint(context, api))
    const { warnings = [], ...endpoint } = await operation(api, id)
    const { out } = context
    for (const warning of warnings) out.warn(warning)
    out.value(endpoint)
    if (title !== undefined) out.talk(`${out.talkColor.green(title)}\n`)
    out.data(endpointDetail(endpoint, viewOf(context)))
    return 0
  })
}
