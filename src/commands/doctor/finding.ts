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

/** A word of a command line as a POSIX shell takes it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
