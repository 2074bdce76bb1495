import { pathsFor } from "./paths.ts"
import { readProfile } from "./profiles.ts"
import { findProjectFile } from "./project-file.ts"
import type { SettingName, SettingValues } from "./setting-names.ts"

/** One setting and where it comes from. */
export interface Setting<Value> {
  readonly value: Value
  readonly origin: Layer["origin"]
  /** The place in words: `--secret`, `WHK_SECRET`, the project file's path, `profile "work"`. */
  readonly place: string
}

/** Every setting as the command sees it; undefined where nothing gives one. */
export interface Settings {
  readonly provider: Setting<string> | undefined
  readonly secret: Setting<string> | undefined
  readonly forward: Setting<string>
  readonly inbox: Setting<string> | undefined
  readonly relay: Setting<string> | undefined
  readonly api: Setting<string> | undefined
  readonly workspace: Setting<string> | undefined
  readonly routes: Setting<readonly string[]> | undefined
  /** Where relative paths in the project file start: its folder, else the working folder. */
  readonly projectFolder: string
}

/** Where a relative path in a setting starts: where the setting stands. */
export function folderOf(
  { origin }: Setting<unknown>,
  { projectFolder }: Settings,
  { env, cwd }: { readonly env: Readonly<Record<string, string | undefined>>; readonly cwd: string },
): string {
  if (origin === "project") return projectFolder
  return origin === "profile" ? pathsFor(env).config : cwd
}

/** The flags among the settings, as commander hands them over. */
export type SettingFlags = { readonly [Name in SettingName]?: SettingValues[Name] | undefined } & {
  readonly profile?: string | undefined
}

/** One place that gives settings. */
interface Layer {
  readonly origin: "flag" | "environment" | "project" | "profile" | "default"
  readonly values: SettingFlags
  readonly place: (name: SettingName) => string
}

/** Without a value `listen --forward` forwards here. */
const DEFAULT_FORWARD = "localhost:3000"

/**
 * Reads the settings: a flag wins over the environment, that over `whk.config.json`, that over the profile, that over
 * the default. An empty environment variable counts as not set. Throws CONFIG_INVALID for a broken file.
 */
export async function readSettings(
  world: { readonly env: Readonly<Record<string, string | undefined>>; readonly cwd: string },
  flags: SettingFlags,
): Promise<Settings> {
  const { env, cwd } = world
  const project = await findProjectFile(cwd)
  const profile = await readProfile(pathsFor(env), flags.profile ?? (env["WHK_PROFILE"] || undefined))
  const layers: readonly Layer[] = [
    { origin: "flag", values: flags, place: (name) => (name === "routes" ? "--route" : `--${name}`) },
    {
      origin: "environment",
      values: {
        secret: env["WHK_SECRET"] || undefined,
        relay: env["WHK_RELAY"] || undefined,
        api: env["WHK_API"] || undefined,
        workspace: env["WHK_WORKSPACE"] || undefined,
      },
      place: (name) => `WHK_${name.toUpperCase()}`,
    },
    { origin: "project", values: project?.values ?? {}, place: () => project?.path ?? "" },
    { origin: "profile", values: profile?.values ?? {}, place: () => `profile "${profile?.name}"` },
  ]
  const find = <Name extends SettingName>(
    name: Name,
  ): Setting<NonNullable<SettingFlags[Name]>> | undefined => {
    for (const { origin, values, place } of layers) {
      const value = values[name]
      if (value !== undefined && value !== null) return { value, origin, place: place(name) }
    }
    return undefined
  }
  return {
    provider: find("provider"),
    secret: find("secret"),
    forward: find("forward") ?? { value: DEFAULT_FORWARD, origin: "default", place: "the default" },
    inbox: find("inbox"),
    relay: find("relay"),
    api: find("api"),
    workspace: find("workspace"),
    routes: find("routes"),
    projectFolder: project?.folder ?? cwd,
  }
}
