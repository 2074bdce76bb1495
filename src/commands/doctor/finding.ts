import type { Setting } from "../../config/settings.ts"

/** What was looked at, how it stands, and what to do about it: a command to run where there is one. */
export interface Finding {
  /** Public and stable: `relay-key`. */
  readonly id: string
  /** `warning`: works, but not as somebody may expect. */
  readonly status: "ok" | "warning" | "problem"
  readonly message: string
  readonly fix: string | null
}

export function ok(id: string, message: string): Finding {
  return { id, status: "ok", message, fix: null }
}

export function warning(id: string, message: string, fix: string): Finding {
  return { id, status: "warning", message, fix }
}

export function problem(id: string, message: string, fix: string): Finding {
  return { id, status: "problem", message, fix }
}

/** The line that gives a setting another value, where the one that counts stands. */
export function correction(
  name: "forward" | "relay",
  { origin, place }: Pick<Setting<string>, "origin" | "place">,
  value: string,
): string {
  const word = shellWord(value)
  if (origin === "environment") return `export ${place}=${word}`
  const profile = /^profile "(.+)"$/.exec(place)?.[1]
  if (profile !== undefined) return `whk profile set ${shellWord(profile)} ${name}=${word}`
  return origin === "flag" ? `whk doctor --${name} ${word}` : `whk config set ${name} ${word}`
}

/** A word of a command line as a POSIX shell takes it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
