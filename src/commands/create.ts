import type { CreateEndpointJson, EndpointJson } from "../domain/api-types.ts"
import { WhkError } from "../errors.ts"
import type { Provider } from "../providers/provider.ts"
import { endpointDetail } from "../ui/endpoint-views.ts"
import { registrationSteps } from "../ui/registration-steps.ts"
import { argument } from "./arguments.ts"
import { askEvents, askProvider, askUrl } from "./ask.ts"
import {
  type ConnectionOptions,
  readConnectionSettings,
  type ConnectionSettings,
} from "./connection-settings.ts"
import { type Connection, withConnection } from "./connection.ts"
import type { Command, Context, Invocation } from "./context.ts"
import { readEndpointUrl, readEvents, resolveProvider } from "./endpoint-input.ts"
import { readSecretFlag } from "./secret-flag.ts"
import { viewOf } from "./view-of.ts"

interface Options extends ConnectionOptions {
  readonly events?: readonly string[]
  readonly name?: string
  readonly description?: string
  readonly secret?: string
  readonly inactive?: boolean
}

/** Registers an endpoint and prints its secret, once. */
export const run: Command<Options> = async (context, invocation) => {
  const settings = await readConnectionSettings(context, invocation.options)
  const { provider, input } = await readInput(context, invocation, settings)
  return withConnection(context, settings, async (connection) => {
    const endpoint = await connection.api.create(input)
    printCreated(context, { connection, provider, endpoint })
    return 0
  })
}

async function readInput(
  context: Context,
  invocation: Invocation<Options>,
  settings: ConnectionSettings,
): Promise<{ provider: Provider; input: CreateEndpointJson }> {
  const { events: eventFlags, name, description, secret, inactive } = invocation.options
  const urlText = argument(invocation, 0)
  if (!context.out.interactive) refuseMissing(urlText, eventFlags)
  const url = urlText === undefined ? await askUrl(context, readEndpointUrl) : readEndpointUrl(urlText)
  const given = eventFlags && readEvents(eventFlags, "--events")
  const provider =
    given === undefined && settings.provider === undefined
      ? await askProvider(context)
      : resolveProvider(context, settings.provider, given?.[0])
  const events = given ?? (await askEvents(context, provider))
  return {
    provider,
    input: {
      provider: provider.id,
      url,
      events,
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      ...(secret !== undefined && { secret: await readSecretFlag(context, secret) }),
      ...(inactive === true && { active: false }),
    },
  }
}

function refuseMissing(url: string | undefined, events: readonly string[] | undefined): void {
  if (url === undefined)
    throw new WhkError("VALUE_MISSING", "<url> is missing: where should deliveries go?", {
      hint: "For example: whk create https://example.com/hooks --events user.created",
    })
  if (events === undefined)
    throw new WhkError("VALUE_MISSING", "--events is missing: which events should be sent there?", {
      hint: "For example --events user.created,user.updated, or --events '*' for all. See `whk events`.",
    })
}

function printCreated(
  context: Context,
  created: { connection: Connection; provider: Provider; endpoint: EndpointJson },
): void {
  const { out } = context
  const { connection, provider, endpoint } = created
  const { id, url, name, events, active, secret = null, createdAt, updatedAt } = endpoint
  out.value({ id, provider: endpoint.provider, url, name, events, active, secret, createdAt, updatedAt })
  for (const warning of endpoint.warnings ?? []) out.warn(warning)
  const where =
    connection.kind === "provider" ? `at ${provider.name}` : `on your relay, not at ${provider.name}`
  out.talk(`${out.talkColor.green("Created")} ${where}.\n`)
  out.data(endpointDetail(endpoint, viewOf(context)))
  if (secret !== null) out.talk("\nThe secret is not shown again: store it now.")
  if (connection.kind === "provider") return
  out.talk(out.talkColor.dim(`\n${registrationSteps(provider, endpoint)}`))
}
