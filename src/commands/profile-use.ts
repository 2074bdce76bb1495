import { pathsFor } from "../config/paths.ts"
import { readProfiles, unknownProfile } from "../config/profiles.ts"
import { saveProfiles } from "../config/profiles-file.ts"
import { EXIT, WhkError } from "../errors.ts"
import { argument } from "./arguments.ts"
import type { Command } from "./context.ts"

/** Which profile is used when none is named; `--none`: none. */
export const run: Command<{ readonly none?: boolean }> = async ({ out, env }, invocation) => {
  const paths = pathsFor(env)
  const { profiles } = await readProfiles(paths)
  const name = argument(invocation, 0)
  if ((name === undefined) !== (invocation.options.none === true))
    throw new WhkError("VALUE_MISSING", "<name> is missing, or --none in its place.", {
      hint: `For example: whk profile use ${Object.keys(profiles)[0] ?? "work"}`,
    })
  if (name !== undefined && !Object.hasOwn(profiles, name)) throw unknownProfile(name, Object.keys(profiles))
  saveProfiles(paths, { ...(name !== undefined && { current: name }), profiles })
  out.value({ current: name ?? null })
  out.talk(name === undefined ? "No profile is used." : `Profile "${name}" is used when none is named.`)
  if (env["WHK_PROFILE"]) out.warn("WHK_PROFILE is set, and wins over it.")
  return EXIT.done
}
