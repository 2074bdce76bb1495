import { existsSync } from "node:fs"
import { join } from "node:path"
import { nearest } from "../domain/event-types.ts"
import { WhkError } from "../errors.ts"
import type { Paths } from "./paths.ts"
import type { SettingValues } from "./setting-names.ts"

export const PROFILES_NAME = "profiles"

/** Where the profiles are kept; the file is its owner's alone. */
export function profilesPath(paths: Paths): string {
  return join(paths.config, `${PROFILES_NAME}.json`)
}

/** The named sets of settings, and which of them is used when none is named. */
export interface Profiles {
  readonly current?: string | undefined
  readonly profiles: Readonly<Record<string, SettingValues>>
}

/**
 * The profile of that name, or the current one when no name is given; undefined when there is none.
 * Throws USAGE for an unknown name and CONFIG_INVALID for a broken file.
 */
export async function readProfile(
  paths: Paths,
  name: string | undefined,
): Promise<{ readonly name: string; readonly values: SettingValues } | undefined> {
  const { current, profiles } = await readProfiles(paths)
  const wanted = name ?? current
  if (wanted === undefined) return undefined
  const values = Object.hasOwn(profiles, wanted) ? profiles[wanted] : undefined
  if (!values) throw unknownProfile(wanted, Object.keys(profiles))
  return { name: wanted, values }
}

/** Every profile on this machine; none where there is no file. Throws CONFIG_INVALID for a broken one. */
export async function readProfiles(paths: Paths): Promise<Profiles> {
  if (!existsSync(profilesPath(paths))) return { profiles: {} }
  // The settings and schema libraries are not loaded where there is nothing to read.
  const { loadProfiles } = await import("./profiles-file.ts")
  return loadProfiles(paths)
}

/** The error for a name that no profile has, with the nearest ones. */
export function unknownProfile(name: string, known: readonly string[]): WhkError {
  const near = nearest(name, known)
  return new WhkError("USAGE", `"${name}" is not a profile.`, {
    hint:
      known.length === 0
        ? "There are no profiles yet. Make one: whk profile set work relay=https://hooks.example.com"
        : `${near.length > 0 ? `Did you mean ${near.join(" or ")}? ` : ""}There are ${known.join(", ")}.`,
  })
}
