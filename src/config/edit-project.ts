import { WhkError } from "../errors.ts"
import { writePlainFile } from "../files/plain-file.ts"
import { parseProjectFile } from "./project-schema.ts"
import { readIfThere } from "./read-if-there.ts"
import type { SettingName } from "./setting-names.ts"

/**
 * Sets one key of a project file, or takes it out with undefined; the others keep their order, and the file its
 * indentation and line breaks. It is made where there is none. Returns whether anything changed. Throws CONFIG_INVALID
 * for a file that breaks the rules, before or after.
 */
export async function editProjectFile(
  path: string,
  name: SettingName,
  value: string | readonly string[] | undefined,
): Promise<boolean> {
  const before = await readIfThere(path)
  if (before !== undefined) parseProjectFile(before, path)
  const values = before === undefined ? {} : (JSON.parse(before) as Record<string, unknown>)
  if (value === undefined && !Object.hasOwn(values, name)) return false
  if (value === undefined) delete values[name]
  else values[name] = value
  const after = write(values, before)
  parseProjectFile(after, path)
  if (after === before) return false
  if (!writePlainFile(path, after, { onlyNew: before === undefined }))
    throw new WhkError("ALREADY_EXISTS", `"${path}" was made by somebody else meanwhile.`, {
      hint: "Run the command again.",
    })
  return true
}

/** JSON in the notation of the text that it takes the place of. */
function write(values: object, before: string | undefined): string {
  const indent = before === undefined ? "  " : (/^[\t ]+(?=")/m.exec(before)?.[0] ?? "  ")
  const end = before === undefined || before.endsWith("\n") ? "\n" : ""
  const text = `${JSON.stringify(values, null, indent)}${end}`
  return before?.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text
}
