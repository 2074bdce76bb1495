import { pathsFor } from "../../config/paths.ts"
import { findDevelopmentSecret, readSecret } from "../../config/secrets.ts"
import type { Settings } from "../../config/settings.ts"
import type { StandardInput } from "../../config/standard-input.ts"
import type { Provider } from "../../providers/provider.ts"
import type { Context } from "../context.ts"
import { secretOfSetting } from "./signing-secret.ts"

/**
 * The secrets to judge a provider's requests with: those of the flags, else the one of the settings, else the
 * provider's development secret where there is one. Each is read once. Throws what `readSecret` throws.
 */
export async function verifySecrets(
  context: Context,
  settings: Settings,
  { flags, stdin }: { readonly flags: readonly string[]; readonly stdin: StandardInput },
): Promise<(provider: Provider) => Promise<readonly string[]>> {
  const given = await givenSecrets(context, settings, { flags, stdin })
  if (given.length > 0) return () => Promise.resolve(given)
  const paths = pathsFor(context.env)
  const known = new Map<string, readonly string[]>()
  return async (provider) => {
    const secrets = known.get(provider.id)
    if (secrets) return secrets
    const development = await findDevelopmentSecret(provider, paths)
    const found = development === undefined ? [] : [development]
    known.set(provider.id, found)
    return found
  }
}

async function givenSecrets(
  context: Context,
  settings: Settings,
  { flags, stdin }: { readonly flags: readonly string[]; readonly stdin: StandardInput },
): Promise<readonly string[]> {
  const { env, cwd } = context
  const secrets: string[] = []
  for (const flag of flags) secrets.push(await readSecret(flag, "--secret", { env, folder: cwd, stdin }))
  if (secrets.length > 0 || !settings.secret) return secrets
  return [await secretOfSetting(context, settings, settings.secret, stdin)]
}
