import type { EndpointJson, UpdateEndpointJson } from "../domain/api-types.ts"
import { WhkError } from "../errors.ts"
import type { ManagementApi } from "../manage/management-api.ts"
import type { ConnectionOptions } from "./connection-settings.ts"
import { idOrAsk } from "./arguments.ts"
import type { Command, Context } from "./context.ts"
import { showEndpoint } from "./endpoint-command.ts"
import { readEndpointUrl, readEvents } from "./endpoint-input.ts"
import { readSecretFlag } from "./secret-flag.ts"

interface Options extends ConnectionOptions {
  readonly url?: string
  readonly events?: readonly string[]
  readonly addEvent?: readonly string[]
  readonly removeEvent?: readonly string[]
  readonly name?: string
  readonly description?: string
  readonly secret?: string
}

/** Changes what the flags name and nothing else. */
export const run: Command<Options> = async (context, invocation) => {
  const { options } = invocation
  idOrAsk(context, invocation, "update", "ep")
  const changes = await readChanges(context, options)
  return await showEndpoint(context, invocation, {
    command: "update",
    operation: (api, id) => update(api, id, changes, options),
    title: "Updated.",
  })
}

async function readChanges(
  context: Context,
  { url, events, addEvent, removeEvent, name, description, secret }: Options,
): Promise<UpdateEndpointJson> {
  if (events !== undefined && (addEvent !== undefined || removeEvent !== undefined))
    throw new WhkError("USAGE", "--events replaces the list; --add-event and --remove-event change it.", {
      hint: "Use either the one or the others.",
    })
  const changes = {
    ...(url !== undefined && { url: readEndpointUrl(url) }),
    ...(events !== undefined && { events: readEvents(events, "--events") }),
    // An empty text takes a name or description away.
    ...(name !== undefined && { name: name || null }),
    ...(description !== undefined && { description: description || null }),
    ...(secret !== undefined && { secret: await readSecretFlag(context, secret) }),
  }
  if (Object.keys(changes).length === 0 && addEvent === undefined && removeEvent === undefined)
    throw new WhkError("VALUE_MISSING", "There is nothing to change.", {
      hint: "Pass --url, --events, --add-event, --remove-event, --name, --description or --secret.",
    })
  return changes
}

async function update(
  api: ManagementApi,
  id: string,
  changes: UpdateEndpointJson,
  { addEvent = [], removeEvent = [] }: Options,
): Promise<EndpointJson> {
  if (addEvent.length === 0 && removeEvent.length === 0) return api.update(id, changes)
  const { id: wholeId, events } = await api.get(id)
  const missing = removeEvent.find((type) => !events.includes(type))
  if (missing !== undefined)
    throw new WhkError("USAGE", `"${missing}" is not among the events of ${wholeId}.`, {
      hint: `It is subscribed to ${events.join(", ")}.`,
    })
  const kept = events.filter((type) => !removeEvent.includes(type))
  return api.update(wholeId, { ...changes, events: [...new Set([...kept, ...addEvent])] })
}
