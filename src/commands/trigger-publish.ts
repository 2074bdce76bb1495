import { randomBytes } from "node:crypto"
import { relayProvider } from "../config/named-provider.ts"
import { readSettings } from "../config/settings.ts"
import { createStandardInput } from "../config/standard-input.ts"
import type { PublishJson } from "../domain/api-types.ts"
import { firstHeader } from "../domain/headers.ts"
import { parseTime } from "../domain/time.ts"
import { WhkError } from "../errors.ts"
import { requireEventType } from "../providers/registry.ts"
import { eventOrAsk } from "./request/event-or-ask.ts"
import { argument } from "./arguments.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command, Context } from "./context.ts"
import { publishEvent } from "./publish-event.ts"
import { buildMessage, readContent } from "./request/build-message.ts"
import type { RequestFlags } from "./request/build-request.ts"
import { providerFor } from "./request/choose-provider.ts"
import { readSeedFlag } from "./request/read-flags.ts"

interface Options extends RequestFlags, ConnectionOptions {
  /** False: --no-wait. */
  readonly wait?: boolean
}

/** Publishes an event on the relay, which signs and sends it to every endpoint subscribed to it. */
export const run: Command<Options> = async (context, invocation) => {
  refuseFlagsOfTarget(invocation.options)
  const { event, flags: options } = await eventOrAsk(context, argument(invocation, 0), invocation.options)
  const input = await readEvent(context, event, options)
  const settings = await readConnectionSettings(context, options)
  return withConnection(context, settings, (connection) =>
    publishEvent(context, connection, { input, wait: options.wait !== false }),
  )
}

const ONLY_WITH_TARGET = {
  secret: "--secret",
  unsigned: "--unsigned",
  signatureHeader: "--signature-header",
  assume: "--assume",
  header: "--header",
  method: "--method",
  url: "--url",
  timeout: "--timeout",
  insecure: "--insecure",
  cacert: "--cacert",
  clientCert: "--client-cert",
  clientKey: "--client-key",
  from: "--from",
  resign: "--resign",
  count: "--count",
  concurrency: "--concurrency",
  retry: "--retry",
  timeScale: "--time-scale",
  corrupt: "--corrupt",
}

/** The relay signs and sends by each endpoint's own settings; a flag that asks for more must not go unheard. */
function refuseFlagsOfTarget(options: object): void {
  const found = Object.entries(ONLY_WITH_TARGET).find(([name]) => name in options)
  if (found === undefined) return
  throw new WhkError("USAGE", `${found[1]} is for one target: without --to the relay signs and sends.`, {
    hint: `Add --to <target>, or leave out ${found[1]}.`,
  })
}

async function readEvent(
  context: Context,
  event: string | undefined,
  flags: RequestFlags,
): Promise<PublishJson> {
  if (event === undefined && flags.body === undefined) throw missingEvent()
  const seed = flags.seed === undefined ? randomBytes(8).toString("hex") : readSeedFlag(flags.seed)
  const timeMs = flags.timestamp === undefined ? context.clock.now() : parseTime(flags.timestamp)
  const settings = await readSettings(context, { provider: flags.provider, profile: flags.profile })
  if (settings.provider)
    relayProvider(settings.provider.value, "Add --to <target>: then whk signs and sends it by itself.")
  const provider = await providerFor(context, settings, event)
  const warning = event === undefined ? undefined : requireEventType(provider, event).warning
  if (warning !== undefined) context.out.warn(warning)
  const stdin = createStandardInput(context.stdin)
  const content = await readContent(flags, { cwd: context.cwd, stdin })
  const message = buildMessage(provider, event, { content, headers: [], seed, timeMs })
  if (message.event === undefined) throw missingEvent()
  const contentType = flags.contentType ?? firstHeader(provider.headers, "content-type")
  return {
    provider: provider.id,
    type: message.event,
    id: message.id,
    bodyBase64: message.body.toString("base64"),
    ...(contentType !== undefined && { contentType }),
  }
}

function missingEvent(): WhkError {
  return new WhkError("VALUE_MISSING", "<event> is missing.", {
    hint: "Name an event type (`whk events` lists them); with --body it may stand in the body.",
  })
}
