import { readSettings } from "../config/settings.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT, WhkError } from "../errors.ts"
import { argument } from "./arguments.ts"
import type { Command } from "./context.ts"
import { readSettingName, shownSetting } from "./settings/read-setting.ts"

/** One setting as it is in effect here; exit 4 where nothing gives it. */
export const run: Command<object> = async (context, invocation) => {
  const { out } = context
  const name = readSettingName(argument(invocation, 0) ?? "", "profile")
  const setting = (await readSettings(context, { profile: invocation.options.profile }))[name]
  if (!setting)
    throw new WhkError("NOT_FOUND", `"${name}" is not set.`, {
      hint: `Set it with \`whk config set ${name} <value>\`.`,
    })
  const value = shownSetting(name, setting.value)
  out.value({ name, value, from: setting.place })
  out.data(cleanText(value))
  out.talk(out.talkColor.dim(`from ${cleanText(setting.place)}`))
  return EXIT.done
}
