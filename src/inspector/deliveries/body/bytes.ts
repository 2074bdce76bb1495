import { decodeUtf8 } from "../../../domain/utf8.ts"

/** The bytes of a base64 text. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

// A call takes only so many arguments.
const PIECE = 8192

export function toBase64(bytes: Uint8Array): string {
  let binary = ""
  for (let at = 0; at < bytes.length; at += PIECE)
    binary += String.fromCharCode(...bytes.subarray(at, at + PIECE))
  return btoa(binary)
}

/** Bytes as text to look at. `isText`: they are valid UTF-8; else what is not stands as U+FFFD. */
export function lookAtText(bytes: Uint8Array): { readonly text: string; readonly isText: boolean } {
  const text = decodeUtf8(bytes)
  if (text !== undefined) return { text, isText: !text.includes("\0") }
  return { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), isText: false }
}
