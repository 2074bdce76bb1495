import { decodeUtf8 } from "../../domain/utf8.ts"
import type { Header } from "../../domain/headers.ts"
import type { Fields } from "./fields.ts"

/**
 * A header value out of JSON text, as Latin-1 stands for the bytes on the wire: text that Latin-1 cannot hold was
 * decoded from UTF-8.
 */
export function headerOfText(name: string, text: string): Header {
  return [name, /[\u0100-\uffff]/.test(text) ? Buffer.from(text, "utf8").toString("latin1") : text]
}

/** The value of a header as the text that its bytes are in UTF-8, or undefined when they are none. */
export function headerAsUtf8(value: string): string | undefined {
  return decodeUtf8(Buffer.from(value, "latin1"))
}

/** Milliseconds of a time that need not be there and may be in any form. */
export function timeOf(fields: Fields, name: string): number | undefined {
  const value = fields.value(name)
  const timeMs = typeof value === "string" ? Date.parse(value) : Number.NaN
  return Number.isNaN(timeMs) ? undefined : timeMs
}
