import { pathsFor } from "../../config/paths.ts"
import { developmentSecret, readSecret } from "../../config/secrets.ts"
import { folderOf, type Setting, type Settings } from "../../config/settings.ts"
import type { StandardInput } from "../../config/standard-input.ts"
import { maskSecret } from "../../domain/text.ts"
import type { Provider } from "../../providers/provider.ts"
import { nameForFlag } from "../../providers/registry.ts"
import type { Context } from "../context.ts"

/**
 * The secret to sign with: the one the settings give, else the provider's development secret, which is announced on
 * stderr. Throws what `readSecret` throws.
 */
export async function signingSecret(
  context: Context,
  settings: Settings,
  provider: Provider,
  stdin: StandardInput,
): Promise<string> {
  const { env, out } = context
  if (settings.secret) {
    const secret = await secretOfSetting(context, settings, settings.secret, stdin)
    const misuse = provider.secret.misuse?.(secret)
    if (misuse !== undefined) out.warn(misuse)
    return secret
  }
  const { secret, made } = await developmentSecret(provider, pathsFor(env))
  out.talk(
    `${made ? "Made" : "Signed with"} the development secret of ${provider.id} (${maskSecret(secret)}); \`whk secret ${nameForFlag(provider)}\` prints it.`,
  )
  return secret
}

/** The secret a setting stands for; a relative path in it starts where the setting stands. */
export async function secretOfSetting(
  context: Context,
  settings: Settings,
  setting: Setting<string>,
  stdin: StandardInput,
): Promise<string> {
  return await readSecret(setting.value, setting.place, {
    env: context.env,
    folder: folderOf(setting, settings, context),
    stdin,
  })
}
