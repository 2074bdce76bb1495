import { pathsFor } from "../config/paths.ts"
import { readProfiles } from "../config/profiles.ts"
import { SETTING_NAMES } from "../config/setting-names.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT } from "../errors.ts"
import { renderTable } from "../ui/table.ts"
import type { Command } from "./context.ts"
import { shownSetting } from "./settings/read-setting.ts"

/** The profiles of this machine and what each sets. */
export const run: Command<object> = async ({ out, env }) => {
  const { current, profiles } = await readProfiles(pathsFor(env))
  const items = Object.entries(profiles).map(([name, values]) => ({
    name,
    current: name === current,
    settings: Object.fromEntries(
      SETTING_NAMES.flatMap((key) => {
        const value = values[key]
        return value === undefined ? [] : [[key, shownSetting(key, value)] as const]
      }),
    ),
  }))
  out.value(items)
  if (items.length === 0) {
    out.talk("There are no profiles. Make one: whk profile set work relay=https://hooks.example.com")
    return EXIT.done
  }
  const rows = items.map(({ name, current: isCurrent, settings }) => [
    isCurrent ? out.color.green("●") : " ",
    cleanText(name),
    cleanText(
      Object.entries(settings)
        .map(([key, value]) => `${key}=${value}`)
        .join(" ") || "-",
    ),
  ])
  const columns = [{ title: " " }, { title: "PROFILE" }, { title: "SETTINGS", flexible: true }]
  out.data(renderTable({ columns, rows, width: out.columns, color: out.color }))
  return EXIT.done
}
