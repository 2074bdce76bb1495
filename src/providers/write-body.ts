import { writeForm } from "../signing/form.ts"
import type { Json, Provider } from "./provider.ts"

/** The bytes of an envelope as the provider writes them; one that goes as a form is an object. */
export function writeBody(
  { bodyFormat = "json", bodyEscapes, bodyEnd = "" }: Provider,
  envelope: Json,
): Buffer {
  if (bodyFormat === "json") {
    const json = JSON.stringify(envelope)
    return Buffer.from(`${bodyEscapes ? escapeNonAscii(json) : json}${bodyEnd}`, "utf8")
  }
  return writeForm(
    Object.entries(envelope as object).map(
      ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
    ),
  )
}

function escapeNonAscii(json: string): string {
  return json.replace(
    // Without the u flag: a character outside the basic plane is two escapes.
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  )
}
