import { pathsFor } from "../config/paths.ts"
import { readProfiles } from "../config/profiles.ts"
import { saveProfiles } from "../config/profiles-file.ts"
import type { SettingName, SettingValues } from "../config/setting-names.ts"
import { EXIT, WhkError } from "../errors.ts"
import { argument, argumentList } from "./arguments.ts"
import type { Command } from "./context.ts"
import { quoted } from "./request/read-flags.ts"
import { readSettingName, readSettingValue, shownSetting } from "./settings/read-setting.ts"

/** Sets what a profile says, `name=value` each; one without a value is taken out. The profile is made if need be. */
export const run: Command<object> = async ({ out, env, cwd }, invocation) => {
  const profile = readProfileName(argument(invocation, 0) ?? "")
  const paths = pathsFor(env)
  const all = await readProfiles(paths)
  const changes = new Map<SettingName, string[]>()
  for (const pair of argumentList(invocation, 1)) {
    const [name, value] = readPair(pair)
    changes.set(name, [...(changes.get(name) ?? []), value])
  }
  const before = Object.hasOwn(all.profiles, profile) ? all.profiles[profile] : undefined
  const values: Record<string, string | readonly string[]> = { ...before }
  for (const [name, given] of changes) {
    if (given.every((value) => value === "")) delete values[name]
    else values[name] = await readSettingValue(name, given, { place: "profile", cwd })
  }
  saveProfiles(paths, { ...all, profiles: { ...all.profiles, [profile]: values as SettingValues } })
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    shownSetting(name as SettingName, value),
  ])
  out.value({ name: profile, settings: Object.fromEntries(shown) })
  out.talk(
    `${before ? "Changed" : "Made"} profile "${profile}". Use it with --profile ${profile}, or always: whk profile use ${profile}`,
  )
  return EXIT.done
}

function readPair(text: string): readonly [name: SettingName, value: string] {
  const at = text.indexOf("=")
  if (at > 0) return [readSettingName(text.slice(0, at), "profile"), text.slice(at + 1)]
  throw new WhkError("USAGE", `"${quoted(text)}" is not name=value.`, {
    hint: "Write for example relay=https://hooks.example.com; an empty value takes a setting out.",
  })
}

function readProfileName(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text) && text !== "__proto__") return text
  throw new WhkError("USAGE", `"${quoted(text)}" is not a name for a profile.`, {
    hint: "Use up to 64 letters, digits, dots, dashes and underscores, for example work.",
  })
}
