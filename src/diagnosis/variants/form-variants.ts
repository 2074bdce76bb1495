import type { CauseId } from "../causes.ts"
import type { BodyCandidate } from "./body-variants.ts"
import { percentDecoded } from "./percent-decoded.ts"

/** A form decoded, encoded again or made JSON; and a JSON body as the form that may have carried it. */
export function* formVariants(text: string): Generator<BodyCandidate> {
  if (/^\s*[[{]/.test(text)) {
    const encoded = new URLSearchParams([["payload", text]]).toString()
    yield variant("body-form-payload-decoded", "the form field payload=… that carried this JSON", encoded)
    return
  }
  if (!/^[^\s=&]+=/.test(text)) return
  const fields = new URLSearchParams(text)
  yield variant("body-form-reencoded", "the form decoded and encoded again", fields.toString())
  yield variant(
    "body-form-reencoded",
    "the form encoded again with %20 for spaces",
    fields.toString().replaceAll("+", "%20"),
  )
  yield variant("body-form-sorted", "the form with its fields sorted", sorted(fields))
  yield variant("body-form-as-json", "the form's fields as JSON", JSON.stringify(Object.fromEntries(fields)))
  yield variant(
    "body-form-decoded",
    "the form with its percent-encoding decoded",
    percentDecoded(text.replaceAll("+", " ")),
  )
  for (const [name, value] of fields) {
    if (/^\s*[[{]/.test(value))
      yield variant("body-form-field", `only the value of the form field ${name}`, value)
  }
}

function sorted(fields: URLSearchParams): string {
  const copy = new URLSearchParams(fields)
  copy.sort()
  return copy.toString()
}

function variant(id: CauseId, what: string, text: string): BodyCandidate {
  return { id, what, value: Buffer.from(text, "utf8") }
}
