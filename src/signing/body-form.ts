import { decodeUtf8 } from "../domain/utf8.ts"
import type { BodyForm } from "./scheme.ts"

/** The body in the form that is signed, or undefined when it cannot be brought into that form (it is not JSON). */
export function bodyInForm(body: Uint8Array, form: BodyForm): Uint8Array | undefined {
  if (form === "raw") return body
  const text = decodeUtf8(body)
  if (text === undefined) return undefined
  try {
    return Buffer.from(JSON.stringify(JSON.parse(text)), "utf8")
  } catch {
    return undefined
  }
}
