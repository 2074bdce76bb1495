import type { Headers } from "../../domain/headers.ts"
import { isWritableHeader } from "../../domain/headers.ts"

/** Headers as lines to edit, in order. */
export function toHeaderLines(headers: Headers): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join("\n")
}

export type ReadHeaders =
  | { readonly ok: true; readonly headers: Headers }
  | { readonly ok: false; readonly problem: string }

/** Reads lines of `Name: value`; empty lines are left out. */
export function readHeaderLines(text: string): ReadHeaders {
  const headers: [string, string][] = []
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue
    const [, name, value = ""] = /^([^:]*):[ \t]*(.*)$/s.exec(line) ?? []
    if (name === undefined) return { ok: false, problem: `"${line}" is not a header: write Name: value.` }
    if (!isWritableHeader([name, value]))
      return { ok: false, problem: `"${line}" cannot be sent as a header.` }
    headers.push([name, value])
  }
  return { ok: true, headers }
}
