import Conf from "conf"
import { z } from "zod"
import { nearest } from "../domain/event-types.ts"
import { WhkError } from "../errors.ts"
import { readPrivateFile, writePrivateFile } from "../files/private-file.ts"
import type { Paths } from "./paths.ts"
import { type Profiles, PROFILES_NAME, profilesPath } from "./profiles.ts"

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
const KNOWN = Object.keys(profileSchema.shape)
const profilesSchema = z.strictObject({
  /** The profile used when none is named. */
  current: text.optional(),
  profiles: z.record(z.string(), profileSchema).default({}),
})

/** Every profile on this machine. Throws CONFIG_INVALID naming the field. */
export function loadProfiles(paths: Paths): Profiles {
  const path = profilesPath(paths)
  const parsed = profilesSchema.safeParse(readStore(paths, path))
  if (parsed.success) {
    const { current, profiles } = parsed.data
    return { current, profiles: profiles as Profiles["profiles"] }
  }
  const issue = parsed.error.issues[0]!
  const field = [...issue.path, ...(issue.code === "unrecognized_keys" ? issue.keys : [])]
    .map(String)
    .join(".")
  const [near] = issue.code === "unrecognized_keys" ? nearest(issue.keys[0]!, KNOWN) : []
  throw new WhkError("CONFIG_INVALID", `"${field}" in ${path} is not a setting of this form.`, {
    hint: near ? `Did you mean "${near}"?` : `Settings are ${KNOWN.join(", ")}.`,
  })
}

/** Keeps the profiles, for their owner alone, whole or not at all. */
export function saveProfiles(paths: Paths, profiles: Profiles): void {
  writePrivateFile(profilesPath(paths), `${JSON.stringify(profiles, null, 2)}\n`)
}

function readStore(paths: Paths, path: string): unknown {
  // Profiles may hold a secret, so the file is private and no link is followed to it.
  readPrivateFile(path)
  try {
    const conf = new Conf({
      cwd: paths.config,
      configName: PROFILES_NAME,
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
    })
    return { ...conf.store }
  } catch (cause) {
    throw new WhkError("CONFIG_INVALID", `${path} is not JSON.`, { cause })
  }
}
