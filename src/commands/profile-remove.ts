import { pathsFor } from "../config/paths.ts"
import { readProfiles, unknownProfile } from "../config/profiles.ts"
import { saveProfiles } from "../config/profiles-file.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT } from "../errors.ts"
import { requireId } from "./arguments.ts"
import { type ConfirmFlags, isConfirmed, requireConfirmation } from "./confirm.ts"
import type { Command } from "./context.ts"

const REMOVING = { verb: "Remove", doing: "Removing", done: "removed" } as const

/** Forgets a profile. */
export const run: Command<ConfirmFlags> = async (context, invocation) => {
  const { out, env } = context
  const name = requireId(invocation)
  const what = `profile "${cleanText(name)}"`
  const paths = pathsFor(env)
  const { current, profiles } = await readProfiles(paths)
  if (!Object.hasOwn(profiles, name)) throw unknownProfile(name, Object.keys(profiles))
  requireConfirmation(context, invocation.options, what, REMOVING)
  if (!(await isConfirmed(context, invocation.options, what, REMOVING))) return EXIT.done
  const { [name]: _, ...kept } = profiles
  saveProfiles(paths, { ...(current !== name && { current }), profiles: kept })
  out.value({ name, removed: true })
  out.talk(`Removed ${what}.`)
  return EXIT.done
}
