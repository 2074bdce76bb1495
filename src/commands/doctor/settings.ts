import { relative } from "node:path"
import { pathsFor } from "../../config/paths.ts"
import { readProfiles } from "../../config/profiles.ts"
import { findProjectFile, PROJECT_FILE } from "../../config/project-file.ts"
import { providerOfSetting } from "../../config/named-provider.ts"
import { readSettings, type Settings } from "../../config/settings.ts"
import { cleanText } from "../../domain/text.ts"
import { asWhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import type { Context, GlobalOptions } from "../context.ts"
import { type Finding, ok, problem, warning } from "./finding.ts"

/** The settings as commands see them, as far as they can be read. */
export interface FoundSettings {
  readonly findings: readonly Finding[]
  readonly settings: Settings | undefined
  readonly provider: Provider | undefined
}

/** Reads every place that gives settings, and tells of each that cannot be used. */
export async function readFoundSettings(
  context: Context,
  flags: GlobalOptions & { readonly relay?: string },
): Promise<FoundSettings> {
  const findings = [await projectFinding(context), await profileFinding(context, flags)]
  if (findings.some(({ status }) => status === "problem"))
    return { findings, settings: undefined, provider: undefined }
  try {
    const settings = await readSettings(context, { relay: flags.relay, profile: flags.profile })
    const { provider, finding } = await providerFinding(context, settings)
    return { findings: [...findings, ...finding, ...secretFinding(context, settings)], settings, provider }
  } catch (error) {
    return { findings: [...findings, told("settings", error)], settings: undefined, provider: undefined }
  }
}

async function projectFinding({ cwd }: Context): Promise<Finding> {
  try {
    const file = await findProjectFile(cwd)
    if (!file) return ok("project", `No ${PROJECT_FILE} here; \`whk init\` writes one.`)
    const names = Object.keys(file.values)
    const what = names.length === 0 ? "no settings" : names.join(", ")
    return ok("project", `${relative(cwd, file.path) || file.path} sets ${what}.`)
  } catch (error) {
    return told("project", error)
  }
}

async function profileFinding({ env }: Context, flags: GlobalOptions): Promise<Finding> {
  try {
    const { current, profiles } = await readProfiles(pathsFor(env))
    const named = flags.profile ?? (env["WHK_PROFILE"] || undefined) ?? current
    const names = Object.keys(profiles)
    if (named === undefined) return ok("profile", "No profile is used.")
    if (Object.hasOwn(profiles, named)) return ok("profile", `Profile "${cleanText(named)}" is used.`)
    const fix =
      names.length === 0 ? `whk profile set ${named} provider=github` : `whk profile use ${names[0]}`
    return problem("profile", `"${cleanText(named)}" is not a profile.`, fix)
  } catch (error) {
    return told("profile", error)
  }
}

async function providerFinding(
  context: Context,
  settings: Settings,
): Promise<{ provider: Provider | undefined; finding: readonly Finding[] }> {
  if (!settings.provider) return { provider: undefined, finding: [] }
  try {
    const provider = await providerOfSetting(settings.provider, settings, context)
    return { provider, finding: [ok("provider", `The provider is ${provider.name}.`)] }
  } catch (error) {
    return { provider: undefined, finding: [told("provider", error)] }
  }
}

function secretFinding({ env }: Context, { secret, provider }: Settings): Finding[] {
  const name = /^env:(.+)$/.exec(secret?.value ?? "")?.[1]
  if (secret === undefined || name === undefined) return []
  if (env[name]) return [ok("secret", `${name} is set.`)]
  const id = provider?.value ?? ""
  return [
    warning(
      "secret",
      `${name}, which ${secret.place} names, is not set: nothing can be signed or verified.`,
      `export ${name}=$(whk secret${id === "" ? "" : ` ${id}`})`,
    ),
  ]
}

/** What a broken place throws, with its own advice. */
function told(id: string, error: unknown): Finding {
  const { message, hint } = asWhkError(error)
  return problem(id, message, hint)
}
