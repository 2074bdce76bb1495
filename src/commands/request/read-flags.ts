import { readFile } from "node:fs/promises"
import { resolve } from "node:path"
import { isMissing } from "../../config/read-if-there.ts"
import type { StandardInput } from "../../config/standard-input.ts"
import { type Header, isWritableHeader } from "../../domain/headers.ts"
import { cleanText } from "../../domain/text.ts"
import { WhkError } from "../../errors.ts"
import type { Json } from "../../providers/provider.ts"

/** Where a flag's value may lead: files start at `cwd`. */
export interface FlagSources {
  readonly cwd: string
  readonly stdin: StandardInput
}

/** The bytes of `--body @file` or `--body -`. Throws USAGE for anything else, FILE_UNREADABLE, STDIN_TWICE. */
export async function readBodyFlag(value: string, { cwd, stdin }: FlagSources): Promise<Buffer> {
  if (value === "-") return await stdin.read("--body")
  if (value.startsWith("@")) return await readNamedFile(value.slice(1), cwd)
  throw new WhkError("USAGE", `"${quoted(value)}" is neither @file nor - for --body.`, {
    hint: "Write --body @file, or --body - for standard input; JSON for the event's data goes in --data.",
  })
}

/** The bytes of a file the user named. Throws FILE_UNREADABLE. */
export async function readNamedFile(path: string, cwd: string): Promise<Buffer> {
  try {
    return await readFile(resolve(cwd, path))
  } catch (cause) {
    const why = isMissing(cause) ? "does not exist" : "cannot be read"
    throw new WhkError("FILE_UNREADABLE", `The file "${quoted(path)}" ${why}.`, { cause })
  }
}

/** The JSON of `--data`, written out or as `@file`. Throws DATA_INVALID with what the parser says. */
export async function readDataFlag(value: string, cwd: string): Promise<Json> {
  const text = value.startsWith("@") ? (await readNamedFile(value.slice(1), cwd)).toString("utf8") : value
  try {
    return JSON.parse(text) as Json
  } catch (cause) {
    throw new WhkError("DATA_INVALID", `"${quoted(value)}" is not JSON.`, {
      ...(cause instanceof Error && { hint: `The parser says: ${cleanText(cause.message)}` }),
      cause,
    })
  }
}

/** `--set path=value`: the value is JSON where it reads as JSON, else text. Throws USAGE. */
export function readSetFlag(text: string): readonly [path: string, value: Json] {
  const at = text.indexOf("=")
  if (at < 1)
    throw new WhkError("USAGE", `"${quoted(text)}" is not path=value.`, {
      hint: "Write for example --set data.role=admin; a value that reads as JSON is taken as JSON.",
    })
  return [text.slice(0, at), jsonOrText(text.slice(at + 1))]
}

function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

/** `--header name:value`; one space after the colon is not part of the value. Throws HEADER_INVALID. */
export function readHeaderFlag(text: string): Header {
  const at = text.indexOf(":")
  const header: Header = [text.slice(0, Math.max(at, 0)).trim(), text.slice(at + 1).trim()]
  if (at > 0 && isWritableHeader(header)) return header
  throw new WhkError("HEADER_INVALID", `"${quoted(text)}" is not a header.`)
}

/** `--seed n`, or a fresh one. Throws USAGE. */
export function readSeedFlag(text: string): string {
  if (/^\d{1,15}$/.test(text)) return text
  throw new WhkError("USAGE", `"${quoted(text)}" is not a seed.`, {
    hint: "Use a whole number, for example --seed 7.",
  })
}

/** `--method`. Throws USAGE. */
export function readMethodFlag(text: string): string {
  if (/^[A-Za-z-]{1,20}$/.test(text)) return text
  throw new WhkError("USAGE", `"${quoted(text)}" is not a method.`, {
    hint: "Use POST, PUT, PATCH, GET or another method of HTTP.",
  })
}

/** A value as an error quotes it: cut, and safe for the terminal. */
export function quoted(value: string): string {
  return cleanText(value, 60)
}
