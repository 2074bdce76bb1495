import { namedProvider } from "../../config/named-provider.ts"
import { SETTING_NAMES, type SettingName } from "../../config/setting-names.ts"
import { nearest } from "../../domain/event-types.ts"
import { parseTarget } from "../../domain/target.ts"
import { maskSecret } from "../../domain/text.ts"
import { WhkError } from "../../errors.ts"
import { readInboxName } from "../listen/read-values.ts"
import { readRelayUrl } from "../relay-url.ts"
import { quoted } from "../request/read-flags.ts"

/** Where a setting is to be written. */
export type Place = "project" | "profile"

/** The name of a setting that the place can hold. Throws USAGE with the nearest one. */
export function readSettingName(text: string, place: Place): SettingName {
  const known = SETTING_NAMES.filter((name) => place === "profile" || name !== "api")
  const name = known.find((candidate) => candidate === text)
  if (name) return name
  const [near] = nearest(text, known)
  throw new WhkError("USAGE", `"${quoted(text)}" is not a setting.`, {
    hint: near ? `Did you mean ${near}?` : `Settings are ${known.join(", ")}.`,
  })
}

/**
 * A value as it is written down. Throws what the flag of that name throws, and SECRET_INVALID for a literal secret in
 * a project file.
 */
export async function readSettingValue(
  name: SettingName,
  values: readonly string[],
  where: { readonly place: Place; readonly cwd: string },
): Promise<string | readonly string[]> {
  if (name === "routes") return values.map(readRoute)
  const [value = "", ...more] = values
  if (more.length > 0)
    throw new WhkError("USAGE", `"${name}" takes one value, not ${values.length}.`, {
      hint: `Put quotes around a value with spaces in it: whk config set ${name} 'the value'.`,
    })
  if (value === "")
    throw new WhkError("VALUE_MISSING", `The value of "${name}" is empty.`, {
      hint: `Take the setting out with \`whk config unset ${name}\`.`,
    })
  await check(name, value, where)
  return value
}

async function check(
  name: SettingName,
  value: string,
  { place, cwd }: { readonly place: Place; readonly cwd: string },
): Promise<void> {
  if (name === "provider") await namedProvider(value, cwd)
  else if (name === "forward") parseTarget(value)
  else if (name === "inbox") readInboxName(value)
  else if (name === "relay") readRelayUrl(value, name)
  else if (name === "secret" && place === "project" && !isReference(value))
    throw new WhkError("SECRET_INVALID", `"${maskSecret(value)}" is not env:NAME or file:PATH.`, {
      hint: "A project file never holds a secret: set a variable to it, then `whk config set secret env:NAME`.",
    })
}

/** A value as it may be shown: a literal secret only by its end. */
export function shownSetting(name: SettingName, value: string | readonly string[]): string {
  if (typeof value !== "string") return value.join(" ")
  return name === "secret" && !isReference(value) ? maskSecret(value) : value
}

function isReference(secret: string): boolean {
  return /^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/.test(secret)
}

function readRoute(text: string): string {
  if (/^[^=]+=./.test(text)) {
    parseTarget(text.slice(text.indexOf("=") + 1))
    return text
  }
  throw new WhkError("USAGE", `"${quoted(text)}" is not types=target.`, {
    hint: "Write for example 'invoice.*=localhost:4000/inv'.",
  })
}
