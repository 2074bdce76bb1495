import { providerOfSetting } from "../config/named-provider.ts"
import { pathsFor } from "../config/paths.ts"
import { developmentSecret } from "../config/secrets.ts"
import { readSettings } from "../config/settings.ts"
import { EXIT, WhkError } from "../errors.ts"
import type { Provider } from "../providers/provider.ts"
import { chooseProvider } from "../providers/registry.ts"
import { publicKeyText } from "../signing/public-key.ts"
import { argument } from "./arguments.ts"
import type { Command } from "./context.ts"

interface Options {
  readonly provider?: string
  readonly public?: boolean
}

/** Prints the development secret of a provider, or its public half, making it when there is none. */
export const run: Command<Options> = async (context, invocation) => {
  const { out, env } = context
  const { profile, provider: flag } = invocation.options
  const settings = await readSettings(context, { provider: argument(invocation, 0) ?? flag, profile })
  const provider = settings.provider
    ? await providerOfSetting(settings.provider, settings, context)
    : chooseProvider(undefined).provider
  const { secret, made, path } = await developmentSecret(provider, pathsFor(env))
  out.talk(`${made ? "Made the" : "The"} development secret of ${provider.id}, kept in ${path}`)
  const shown = invocation.options.public === true ? await publicHalf(provider, secret) : secret
  out.value({
    provider: provider.id,
    [invocation.options.public === true ? "publicKey" : "secret"]: shown,
    path,
  })
  out.data(shown)
  return EXIT.done
}

/** What a receiver verifies with, as the provider shows it. Throws USAGE where the secret is shared. */
async function publicHalf(
  { name, id, secret: { publicForm = "pem" } }: Provider,
  secret: string,
): Promise<string> {
  const text = await publicKeyText(secret, publicForm)
  if (text !== undefined) return text
  throw new WhkError("USAGE", `${name} signs with a shared secret, which has no public half.`, {
    hint: `The receiver verifies with the secret itself: whk secret ${id}.`,
  })
}
