import { namedProvider } from "../config/named-provider.ts"
import { EXIT, WhkError } from "../errors.ts"
import { maxAttempts } from "../domain/schedule.ts"
import type { Provider } from "../providers/provider.ts"
import { providers } from "../providers/catalogue.ts"
import { handshakesJson } from "../ui/handshake-fields.ts"
import { providerView } from "../ui/provider-view.ts"
import { providerTable } from "../ui/provider-table.ts"
import { argument } from "./arguments.ts"
import type { Command, Context } from "./context.ts"
import { type AssumeFlags, withAssumed } from "./request/choose-provider.ts"
import { quoted } from "./request/read-flags.ts"

interface Options extends AssumeFlags {
  readonly provider?: string
  readonly template?: boolean
  readonly schema?: boolean
}

/** Lists the providers, or shows one in full; or prints a provider file to start from, or its schema. */
export const run: Command<Options> = async (context, invocation) => {
  const { out, cwd } = context
  const { options } = invocation
  const name = argument(invocation, 0) ?? options.provider
  if (options.template || options.schema) {
    refuseProvider(name, options)
    await printForFiles(context, options)
  } else if (name === undefined) {
    refuseAssumed(options)
    out.value(providers.map(summaryJson))
    out.data(providerTable(providers, out))
    out.talk(
      out.talkColor.dim("\n~ is assumed: the provider does not document it. `whk providers <id>` says why."),
    )
  } else {
    const provider = withAssumed(await namedProvider(name, cwd), options)
    out.value({ ...summaryJson(provider), ...detailJson(provider) })
    out.data(providerView(provider, out))
  }
  return EXIT.done
}

async function printForFiles({ out }: Context, { schema }: Options): Promise<void> {
  if (schema) {
    const { providerJsonSchema } = await import("../providers/file/schema.ts")
    out.bytes(Buffer.from(`${JSON.stringify(providerJsonSchema(), null, 2)}\n`))
    return
  }
  const { PROVIDER_TEMPLATE } = await import("../providers/file/template.ts")
  if (out.json) {
    const { parse } = await import("yaml")
    out.value(parse(PROVIDER_TEMPLATE))
  } else out.bytes(Buffer.from(PROVIDER_TEMPLATE))
}

function refuseProvider(name: string | undefined, { template, schema }: Options): void {
  if (template && schema)
    throw new WhkError("USAGE", "--template and --schema are two different outputs.", {
      hint: "Pass one of them.",
    })
  if (name === undefined) return
  throw new WhkError("USAGE", `--${template ? "template" : "schema"} is about no provider in particular.`, {
    hint: `Leave out ${quoted(name)}.`,
  })
}

function refuseAssumed({ assume, signatureHeader }: Options): void {
  if (assume === undefined && signatureHeader === undefined) return
  throw new WhkError("VALUE_MISSING", "[id] is missing.", {
    hint: "Say whose values are to be replaced: whk providers <id> --assume key=value.",
  })
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
