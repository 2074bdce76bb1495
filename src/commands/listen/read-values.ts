import { createHash } from "node:crypto"
import { basename, relative } from "node:path"
import type { Setting, Settings } from "../../config/settings.ts"
import { parseDuration } from "../../domain/duration.ts"
import { WhkError } from "../../errors.ts"
import { quoted } from "../request/read-flags.ts"

/** Where a setting comes from; null for a value that was just typed. */
export function placeInWords({ origin, place }: Setting<string>, cwd: string): string | null {
  if (origin === "flag") return null
  return origin === "project" ? relative(cwd, place) : place
}

/** One inbox per project folder, so that its URL is the same tomorrow and not that of the folder next to it. */
export function projectInbox({ projectFolder }: Pick<Settings, "projectFolder">): string {
  const name = basename(projectFolder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-|-$/g, "")
  return `${name || "inbox"}-${createHash("sha256").update(projectFolder).digest("hex").slice(0, 6)}`
}

/** `--inbox`. Throws USAGE. */
export function readInboxName(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) return name
  throw new WhkError("USAGE", `"${quoted(name)}" is not a name for an inbox.`, {
    hint: "Use up to 64 letters, digits, dots, dashes and underscores, for example --inbox billing.",
  })
}

/** `--path`. Throws USAGE. */
export function readPath(path: string): string {
  if (/^\/[\x21-\x22\x24-\xff]*$/.test(path)) return path
  throw new WhkError("USAGE", `"${quoted(path)}" is not a path.`, {
    hint: "Begin it with / and leave out spaces, for example --path /webhooks.",
  })
}

/** `--remove-header`. Throws HEADER_INVALID. */
export function readHeaderName(name: string): string {
  if (/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) return name
  throw new WhkError("HEADER_INVALID", `"${quoted(name)}" is not the name of a header.`, {
    hint: "Pass a name alone, for example --remove-header x-forwarded-for.",
  })
}

/** `--timeout`, in milliseconds. Throws DURATION_INVALID. */
export function readTimeout(text: string): number {
  const timeoutMs = parseDuration(text)
  if (timeoutMs >= 1) return timeoutMs
  throw new WhkError("DURATION_INVALID", `"${quoted(text)}" gives the local server no time to answer.`, {
    hint: "Pass --timeout a duration above 0, for example --timeout 30s.",
  })
}

/** The word among those that a flag takes. Throws USAGE. */
export function oneOf<Word extends string>(text: string, words: readonly Word[], flag: string): Word {
  const word = words.find((candidate) => candidate === text)
  if (word !== undefined) return word
  throw new WhkError("USAGE", `"${quoted(text)}" is not a value of ${flag}.`, {
    hint: `Use ${words.slice(0, -1).join(", ")} or ${words.at(-1)}.`,
  })
}
