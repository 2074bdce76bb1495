import { SETTING_NAMES } from "../config/setting-names.ts"
import { readSettings } from "../config/settings.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT } from "../errors.ts"
import { renderTable } from "../ui/table.ts"
import type { Command } from "./context.ts"
import { shownSetting } from "./settings/read-setting.ts"

/** Every setting in effect here, and the place that gives it. */
export const run: Command<object> = async (context, { options }) => {
  const { out } = context
  const settings = await readSettings(context, { profile: options.profile })
  const found = SETTING_NAMES.flatMap((name) => {
    const setting = settings[name]
    return setting ? [{ name, value: shownSetting(name, setting.value), from: setting.place }] : []
  })
  out.value(found)
  const rows = found.map(({ name, value, from }) => [name, cleanText(value), out.color.dim(cleanText(from))])
  const columns = [
    { title: "SETTING" },
    { title: "VALUE", flexible: true },
    { title: "FROM", flexible: true },
  ]
  out.data(renderTable({ columns, rows, width: out.columns, color: out.color }))
  return EXIT.done
}
