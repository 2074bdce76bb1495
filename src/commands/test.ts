import { EXIT } from "../errors.ts"
import { cleanText } from "../domain/text.ts"
import { accepts, successRule } from "../providers/accepts.ts"
import { builtIn } from "../providers/registry.ts"
import { attemptLine } from "../ui/attempt-line.ts"
import { idOrAsk } from "./arguments.ts"
import { askEndpoint } from "./ask-which.ts"
import { type ConnectionOptions, readConnectionSettings } from "./connection-settings.ts"
import { withConnection } from "./connection.ts"
import type { Command, Context } from "./context.ts"
import { viewOf } from "./view-of.ts"

/** Sends the provider's test event, or its first sample, to one endpoint and prints the outcome. */
export const run: Command<ConnectionOptions> = async (context, invocation) => {
  const named = idOrAsk(context, invocation, "test", "ep")
  const settings = await readConnectionSettings(context, invocation.options)
  return withConnection(context, settings, async ({ api }) => {
    const { out } = context
    const result = await api.test(named ?? (await askEndpoint(context, api)))
    const { kind: _kind, ...facts } = result
    out.value(facts)
    if (result.kind === "said") {
      out.data(cleanText(result.text))
      return result.delivered === false ? EXIT.bad : EXIT.done
    }
    const { delivery, attempt } = result
    sayWhatIsSent(context, delivery.provider, delivery.event)
    if (attempt === null) {
      out.data(`${cleanText(delivery.id)} waits: no attempt was made yet.`)
      return EXIT.bad
    }
    out.data(attemptLine(attempt, successRule(delivery.provider), viewOf(context)))
    if (accepts(delivery.provider, attempt.status)) return EXIT.done
    out.talk(out.talkColor.dim(`Not accepted. See \`whk delivery ${cleanText(delivery.id)}\`.`))
    return EXIT.bad
  })
}

function sayWhatIsSent({ out }: Context, providerId: string | null, event: string | null): void {
  const provider = builtIn(providerId)
  const type = cleanText(event ?? "an event")
  if (!provider || provider.testEvent !== undefined) return out.talk(`Sent ${type}.`)
  out.talk(`${provider.name} has no test event: sent a sample of ${type}.`)
}
