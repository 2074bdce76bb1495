import { parse, type ParseError, printParseErrorCode, visit } from "jsonc-parser"

/** Where a text stops being JSON. Lines and columns count from 1, the offset from 0. */
export interface JsonMistake {
  readonly line: number
  readonly column: number
  readonly offset: number
  readonly message: string
}

export type JsonReading = { readonly value: unknown } | { readonly mistake: JsonMistake }

/** The value that a text is as JSON, or the first place where it is none. */
export function readJsonText(text: string): JsonReading {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return { mistake: mistakeIn(text) }
  }
}

function mistakeIn(text: string): JsonMistake {
  const errors: ParseError[] = []
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false })
  } catch {
    // Nested too deep for it; where exactly is not known then.
  }
  const { offset, error } = errors[0] ?? { offset: 0, error: undefined }
  const before = text.slice(0, offset).split("\n")
  return {
    offset,
    line: before.length,
    column: before.at(-1)!.length + 1,
    message: messageOf(error, text, offset),
  }
}

const MESSAGES: Readonly<Record<string, string>> = {
  InvalidNumberFormat: "This is not a number as JSON writes it.",
  PropertyNameExpected: "A name in double quotes has to stand here.",
  ValueExpected: "A value has to stand here.",
  ColonExpected: "A colon has to stand here.",
  CommaExpected: "A comma, or the end, has to stand here.",
  CloseBraceExpected: "An object is not closed: } is missing.",
  CloseBracketExpected: "A list is not closed: ] is missing.",
  EndOfFileExpected: "The JSON ended before this.",
  InvalidCommentToken: "JSON has no comments.",
  UnexpectedEndOfString: "A text is not closed: a double quote is missing.",
  UnexpectedEndOfNumber: "This number has no end.",
  InvalidUnicode: "After \\u four hexadecimal digits have to stand.",
  InvalidEscapeCharacter: "JSON has no such escape; write \\\\ for a backslash.",
  InvalidCharacter: "This character has to be escaped in a text.",
}

function messageOf(error: ParseError["error"] | undefined, text: string, offset: number): string {
  if (text.trim() === "") return "Nothing stands here; an empty object is {}."
  const name = error === undefined ? "" : printParseErrorCode(error)
  if (name === "InvalidSymbol")
    return text[offset] === "'"
      ? "JSON has double quotes only."
      : "A word without quotes can only be true, false or null."
  return MESSAGES[name] ?? "This is not JSON."
}

/** A number of a JSON text that does not stay as it is written, and what would be sent in its place. */
export interface ChangedNumber {
  readonly written: string
  readonly sent: string
}

/** The whole numbers of a JSON text that are too long to be kept by JSON.parse, here and at the relay. */
export function changedNumbers(text: string): readonly ChangedNumber[] {
  const changed: ChangedNumber[] = []
  visit(text, {
    onLiteralValue(value: unknown, offset, length) {
      if (typeof value !== "number") return
      const written = text.slice(offset, offset + length)
      if (!/^-?\d{16,}$/.test(written)) return
      const sent = JSON.stringify(value)
      if (sent !== written) changed.push({ written, sent })
    },
  })
  return changed
}
