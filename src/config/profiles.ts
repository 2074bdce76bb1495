import { existsSync } from "node:fs"
import { join } from "node:path"
import Conf from "conf"
import { z } from "zod"
import { nearest } from "../domain/event-types.ts"
import { WhkError } from "../errors.ts"
import type { Paths } from "./paths.ts"
import type { SettingValues } from "./setting-names.ts"

const FILE_NAME = "profiles"

const text = z.string().min(1)
const profileSchema = z.strictObject({
  provider: text.optional(),
  secret: text.optional(),
  forward: text.optional(),
  inbox: text.optional(),
  relay: text.optional(),
  api: text.optional(),
  workspace: text.optional(),
  routes: z.array(text).optional(),
})
const profilesSchema = z.strictObject({
  /** The profile used when none is named. */
  current: text.optional(),
  profiles: z.record(z.string(), profileSchema).default({}),
})

/** Where the profiles are kept; the file is its owner's alone. */
export function profilesPath(paths: Paths): string {
  return join(paths.config, `${FILE_NAME}.json`)
}

/**
 * The profile of that name, or the current one when no name is given; undefined when there is none.
 * Throws USAGE for an unknown name and CONFIG_INVALID for a broken file.
 */
export function readProfile(
  paths: Paths,
  name: string | undefined,
): { readonly name: string; readonly values: SettingValues } | undefined {
  const { current, profiles } = readAll(paths)
  const wanted = name ?? current
  if (wanted === undefined) return undefined
  const values = Object.hasOwn(profiles, wanted) ? profiles[wanted] : undefined
  if (!values) throw unknownProfile(wanted, Object.keys(profiles))
  return { name: wanted, values: Object.fromEntries(Object.entries(values)) }
}

function readAll(paths: Paths): z.infer<typeof profilesSchema> {
  const path = profilesPath(paths)
  if (!existsSync(path)) return { profiles: {} }
  const parsed = profilesSchema.safeParse(readStore(paths, path))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const field = [...issue.path, ...(issue.code === "unrecognized_keys" ? issue.keys : [])]
    .map(String)
    .join(".")
  throw new WhkError("CONFIG_INVALID", `"${field}" in ${path} is not a setting of this form.`)
}

function readStore(paths: Paths, path: string): unknown {
  try {
    const conf = new Conf({
      cwd: paths.config,
      configName: FILE_NAME,
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
    })
    return { ...conf.store }
  } catch (cause) {
    throw new WhkError("CONFIG_INVALID", `${path} is not JSON.`, { cause })
  }
}

function unknownProfile(name: string, known: readonly string[]): WhkError {
  const near = nearest(name, known)
  return new WhkError("USAGE", `"${name}" is not a profile.`, {
    hint:
      known.length === 0
        ? "There are no profiles yet; leave out --profile and WHK_PROFILE."
        : `${near.length > 0 ? `Did you mean ${near.join(" or ")}? ` : ""}There are ${known.join(", ")}.`,
  })
}
