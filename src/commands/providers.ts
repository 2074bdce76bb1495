import { EXIT } from "../errors.ts"
import { maxAttempts } from "../domain/schedule.ts"
import type { Provider } from "../providers/provider.ts"
import { providers } from "../providers/catalogue.ts"
import { findProvider } from "../providers/registry.ts"
import { handshakesJson } from "../ui/handshake-fields.ts"
import { providerView } from "../ui/provider-view.ts"
import { providerTable } from "../ui/provider-table.ts"
import { argument } from "./arguments.ts"
import type { Command } from "./context.ts"

interface Options {
  readonly provider?: string
}

/** Lists the providers, or shows one in full. */
export const run: Command<Options> = async ({ out }, invocation) => {
  const id = argument(invocation, 0) ?? invocation.options.provider
  if (id === undefined) {
    out.value(providers.map(summaryJson))
    out.data(providerTable(providers, out))
    out.talk(
      out.talkColor.dim("\n~ is assumed: the provider does not document it. `whk providers <id>` says why."),
    )
  } else {
    const provider = findProvider(id)
    out.value({ ...summaryJson(provider), ...detailJson(provider) })
    out.data(providerView(provider, out))
  }
  return EXIT.done
}

function summaryJson(provider: Provider): object {
  const { delivery } = provider
  const { schedule } = delivery
  return {
    id: provider.id,
    name: provider.name,
    scheme: provider.scheme.id,
    events: provider.events.map(({ type }) => type),
    managed: provider.management.kind,
    schedule: {
      attempts: maxAttempts(schedule),
      delaysSeconds: schedule.delaysMs.map((delayMs) => delayMs / 1000),
      certainty: schedule.certainty,
      source: schedule.source,
    },
    timeoutSeconds: delivery.timeoutMs / 1000,
    success: delivery.success,
    sourceIps: delivery.sourceIps ?? [],
    assumed: provider.assumptions,
  }
}

/** What one provider shows beyond the list. */
function detailJson(provider: Provider): object {
  const { sources, scheme, headers, secret, endpoint, management, testEvent } = provider
  return {
    sources,
    recipe: scheme,
    headers,
    secret: {
      minLength: secret.minLength ?? null,
      keyBytes: secret.keyBytes ?? null,
      optional: secret.optional === true,
      published: provider.knownSecrets ?? [],
    },
    endpoint,
    handshakes: handshakesJson(provider),
    management,
    testEvent: testEvent ?? null,
  }
}
