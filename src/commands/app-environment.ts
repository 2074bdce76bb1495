import type { Target } from "../domain/target.ts"
import type { Provider } from "../providers/provider.ts"
import { publicKeyText } from "../signing/public-key.ts"

/** Where an app that is started has to listen, and what its handler verifies with, under the name of the variable. */
export async function appEnvironment(
  target: Target,
  {
    provider,
    secret,
    name = "WHK_SECRET",
  }: {
    readonly provider: Provider | undefined
    readonly secret: string | undefined
    readonly name?: string | undefined
  },
): Promise<Record<string, string>> {
  const port = { PORT: String(target.port) }
  return secret === undefined ? port : { ...port, [name]: await handlerSecret(secret, provider) }
}

/** What a handler verifies with: the secret, or of a key pair its public half as the provider shows it. */
export async function handlerSecret(secret: string, provider: Provider | undefined): Promise<string> {
  if (!provider) return secret
  return (await publicKeyText(secret, provider.secret.publicForm ?? "pem")) ?? secret
}
