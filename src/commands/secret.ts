import { providerOfSetting } from "../config/named-provider.ts"
import { pathsFor } from "../config/paths.ts"
import { developmentSecret } from "../config/secrets.ts"
import { readSettings } from "../config/settings.ts"
import { chooseProvider } from "../providers/registry.ts"
import { argument } from "./arguments.ts"
import type { Command } from "./context.ts"

interface Options {
  readonly provider?: string
}

/** Prints the development secret of a provider, making it when there is none. */
export const run: Command<Options> = async (context, invocation) => {
  const { out, env } = context
  const { profile, provider: flag } = invocation.options
  const settings = await readSettings(context, { provider: argument(invocation, 0) ?? flag, profile })
  const provider = settings.provider
    ? await providerOfSetting(settings.provider, settings, context)
    : chooseProvider(undefined).provider
  const { secret, made, path } = await developmentSecret(provider, pathsFor(env))
  out.talk(`${made ? "Made the" : "The"} development secret of ${provider.id}, kept in ${path}`)
  out.value({ provider: provider.id, secret, path })
  out.data(secret)
  return 0
}
