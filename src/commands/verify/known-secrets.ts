import { type Paths, pathsFor } from "../../config/paths.ts"
import { readProfiles } from "../../config/profiles.ts"
import { allDevelopmentSecrets, readSecret } from "../../config/secrets.ts"
import type { Settings } from "../../config/settings.ts"
import type { StandardInput } from "../../config/standard-input.ts"
import type { NamedSecret } from "../../diagnosis/variants/secret-variants.ts"
import { WhkError } from "../../errors.ts"
import type { Context } from "../context.ts"
import { secretOfSetting } from "../request/signing-secret.ts"

/** Variables that are likely to hold a signing secret; keys of APIs are not tried. */
const SECRET_VARIABLE = /SECRET|SIGNING|WEBHOOK|HOOK_|_TOKEN$/i
/** `name=value`; a value of nothing but `=` is the padding of a base64 secret without a name. */
const NAMED_SECRET = /^([\w .-]{1,40})=(?!=*$)(.+)$/s
const SHORTEST = 6
const LONGEST = 10_000
const MOST_VARIABLES = 100

/**
 * Every secret on this machine that may have signed a request instead of the given one, by a name that may be shown:
 * those of `--try-secret`, the settings, other profiles, development secrets, and environment variables named like one.
 * Throws USAGE for a flag that is not name=value, and what `readSecret` throws for its value.
 */
export async function knownSecrets(
  context: Context,
  settings: Settings,
  { flags, stdin }: { readonly flags: readonly string[]; readonly stdin: StandardInput },
): Promise<readonly NamedSecret[]> {
  const { env } = context
  const paths = pathsFor(env)
  return [
    ...(await secretsOfFlags(context, flags, stdin)),
    ...(await secretsOfSettings(context, settings, stdin)),
    ...(await secretsOfProfiles(context, paths, stdin)),
    ...(await developmentSecrets(paths)),
    ...secretsOfEnvironment(env),
  ]
}

async function secretsOfFlags(
  { env, cwd }: Context,
  flags: readonly string[],
  stdin: StandardInput,
): Promise<NamedSecret[]> {
  const secrets: NamedSecret[] = []
  for (const flag of flags) {
    const [, name, given] = NAMED_SECRET.exec(flag) ?? []
    // What has no name may be a secret itself, padded with "=", so it is not repeated.
    if (name === undefined || given === undefined)
      throw new WhkError("USAGE", "A value of --try-secret is not name=value.", {
        hint: "Write for example --try-secret old=env:OLD_SECRET; the name is what the report says.",
      })
    const value = await readSecret(given, `--try-secret ${name}`, { env, folder: cwd, stdin })
    secrets.push({ name, value })
  }
  return secrets
}

/** The one of the project or the environment, where a flag took its place. */
async function secretsOfSettings(
  context: Context,
  settings: Settings,
  stdin: StandardInput,
): Promise<NamedSecret[]> {
  const { secret } = settings
  return secret ? await readable(secret.place, () => secretOfSetting(context, settings, secret, stdin)) : []
}

async function secretsOfProfiles(
  { env }: Context,
  paths: Paths,
  stdin: StandardInput,
): Promise<NamedSecret[]> {
  const { profiles } = await readProfiles(paths)
  const found = await Promise.all(
    Object.entries(profiles).map(async ([name, { secret }]) =>
      secret === undefined || secret === "-"
        ? []
        : await readable(`profile ${name}`, () =>
            readSecret(secret, `profile ${name}`, { env, folder: paths.config, stdin }),
          ),
    ),
  )
  return found.flat()
}

/** A secret whose variable is not set, or whose file is gone, is no candidate, and nothing to complain about. */
async function readable(name: string, read: () => Promise<string>): Promise<NamedSecret[]> {
  try {
    return [{ name, value: await read() }]
  } catch (error) {
    if (error instanceof WhkError) return []
    throw error
  }
}

async function developmentSecrets(paths: Paths): Promise<NamedSecret[]> {
  const all = await allDevelopmentSecrets(paths)
  return all.map(({ of, secret }) => ({ name: `the development secret of ${of}`, value: secret }))
}

function secretsOfEnvironment(env: Context["env"]): NamedSecret[] {
  return Object.entries(env)
    .filter(([name]) => SECRET_VARIABLE.test(name))
    .flatMap(([name, value = ""]) =>
      value.length >= SHORTEST && value.length <= LONGEST
        ? [{ name: `the environment variable ${name}`, value }]
        : [],
    )
    .slice(0, MOST_VARIABLES)
}
