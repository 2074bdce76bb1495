import { WhkError } from "../../errors.ts"
import { quoted } from "./read-flags.ts"

/** The notations that are JSON. */
const JSON_FORMATS: readonly string[] = ["json", "har", "capture", "webhook-site", "ngrok"]

/** The notation that --format names, one of those offered. Throws USAGE, also for one that --json rules out. */
export function readFormat<Format extends string>(
  text: string,
  { formats, json }: { readonly formats: readonly Format[]; readonly json: boolean },
): Format {
  const format = formats.find((candidate) => candidate === text)
  if (format === undefined)
    throw new WhkError("USAGE", `"${quoted(text)}" is not a format.`, {
      hint: `Use ${formats.slice(0, -1).join(", ")} or ${formats.at(-1)}.`,
    })
  if (json && !JSON_FORMATS.includes(format))
    throw new WhkError("USAGE", `--format ${format} is not JSON, which --json asks for.`, {
      hint: "Leave one of them out, or use --format capture.",
    })
  return format
}
