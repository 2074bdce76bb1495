import { pathsFor } from "../../config/paths.ts"
import { developmentSecret, findDevelopmentSecret, readSecret } from "../../config/secrets.ts"
import type { Settings } from "../../config/settings.ts"
import { createStandardInput } from "../../config/standard-input.ts"
import { maskSecret } from "../../domain/text.ts"
import { WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { nameForFlag } from "../../providers/registry.ts"
import { isCoded } from "../../signing/scheme.ts"
import type { Context } from "../context.ts"
import { secretOfSetting } from "../request/signing-secret.ts"
import type { ListenFlags } from "./flags.ts"

/** What a listener knows of the keys that deliveries are signed with. */
export interface ListenSecrets {
  /** Named with the command; only such a one goes to the relay, not one that happens to be set. */
  readonly named: string | undefined
  /** What deliveries are signed with, where that is known and asked for. */
  readonly signing: string | undefined
  /** What there is to judge a provider's deliveries with. */
  secretsFor(provider: Provider): Promise<readonly string[]>
}

/**
 * The secret by the usual order: the flag, the environment, the project's file, the profile; for a provider that was
 * named else its development secret, which is announced. Throws what `readSecret` throws, and USAGE where deliveries are
 * to be judged that cannot be.
 */
export async function readListenSecrets(
  context: Context,
  settings: Settings,
  { flags, provider }: { readonly flags: ListenFlags; readonly provider: Provider | undefined },
): Promise<ListenSecrets> {
  const { env, cwd, out } = context
  const { secret, exec, writeEnv, create } = flags
  const isJudged = flags.verify === true || flags.rejectUnverified === true
  const stdin = createStandardInput(context.stdin)
  const named =
    secret === undefined ? undefined : await readSecret(secret, "--secret", { env, folder: cwd, stdin })
  const isNeeded = isJudged || exec !== undefined || writeEnv !== undefined || create === true
  const set =
    isNeeded && named === undefined && settings.secret
      ? await secretOfSetting(context, settings, settings.secret, stdin)
      : undefined
  const given = named ?? set
  if (isJudged && provider) requireJudgeable(provider, given)
  const paths = pathsFor(env)
  let signing = given
  if (isNeeded && given === undefined && provider && isSigned(provider)) {
    const { secret: development, made } = await developmentSecret(provider, paths)
    signing = development
    out.talk(
      `${made ? "Made" : "Using"} the development secret of ${provider.id} (${maskSecret(development)}); \`whk secret ${nameForFlag(provider)}\` prints it.`,
    )
  }
  return {
    named,
    signing,
    async secretsFor(candidate) {
      if (signing !== undefined) return [signing]
      const development = await findDevelopmentSecret(candidate, paths)
      return development === undefined ? [] : [development]
    },
  }
}

function isSigned({ scheme }: Provider): boolean {
  return isCoded(scheme) || scheme.algorithm !== "none"
}

function requireJudgeable(provider: Provider, given: string | undefined): void {
  if (!isSigned(provider))
    throw new WhkError("USAGE", `${provider.name} signs nothing that --verify could judge.`, {
      hint: "Leave out --verify.",
    })
  const isPublished = isCoded(provider.scheme) && provider.scheme.keySource !== undefined
  if (isPublished && given === undefined)
    throw new WhkError("USAGE", `${provider.name} publishes its keys, which listen does not fetch.`, {
      hint: "Leave out --verify, record with --record <dir>, and judge with `whk verify --online`.",
    })
}
