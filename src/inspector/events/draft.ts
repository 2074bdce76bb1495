import type { ProviderEventJson, PublishJson } from "../../domain/api-types.ts"
import { type JsonMistake, readJsonText } from "./json-text.ts"

/** An event as it is being edited: the data of the provider's envelope, or the whole body. */
export interface Draft {
  readonly provider: string
  readonly type: string
  readonly part: "data" | "body"
  readonly dataText: string
  readonly bodyText: string
}

/** A draft with the event type's own example as its data. */
export function draftOf(provider: string, { type, sample }: ProviderEventJson): Draft {
  return { provider, type, part: "data", dataText: JSON.stringify(sample, null, 2), bodyText: "" }
}

export type DraftReading =
  | { readonly kind: "ready"; readonly input: PublishJson }
  | { readonly kind: "mistake"; readonly mistake: JsonMistake }

/** What `POST /v1/events` takes. A body is sent as it stands in the editor, so nothing in it can be a mistake. */
export function readDraft({ provider, type, part, dataText, bodyText }: Draft): DraftReading {
  if (part === "body") return { kind: "ready", input: { provider, type, bodyBase64: base64OfText(bodyText) } }
  const reading = readJsonText(dataText)
  return "mistake" in reading
    ? { kind: "mistake", mistake: reading.mistake }
    : { kind: "ready", input: { provider, type, data: reading.value } }
}

const PART_BYTES = 0x8000

/** The bytes of a text in UTF-8, as base64. */
export function base64OfText(text: string): string {
  const bytes = new TextEncoder().encode(text)
  let binary = ""
  // In parts, because an argument list has a limit.
  for (let at = 0; at < bytes.length; at += PART_BYTES)
    binary += String.fromCharCode(...bytes.subarray(at, at + PART_BYTES))
  return btoa(binary)
}

/** The text that bytes in base64 are as UTF-8; undefined where they are no text, or would not come back the same. */
export function textOfBase64(base64: string): string | undefined {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.includes("\0") ? undefined : text
  } catch {
    return undefined
  }
}
