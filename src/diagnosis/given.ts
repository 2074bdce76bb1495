import { firstHeader } from "../domain/headers.ts"
import { readBodyField } from "../signing/body-field.ts"
import { placeName, type Scheme } from "../signing/scheme.ts"
import type { DiagnosedRequest } from "./search/space.ts"

/** Whether a text is the signature that a request carries, or one part of it: `v1=…` of a header with several. */
export function isGiven(scheme: Scheme, request: DiagnosedRequest, text: string): boolean {
  const given = text.trim()
  const carried = valueIn(scheme, request)?.trim()
  if (given === "" || carried === undefined) return false
  return (
    carried === given ||
    carried.split(/[\s,;|]+/).some((part) => part === given || part.replace(/^[\w-]{1,20}[=:]/, "") === given)
  )
}

function valueIn(scheme: Scheme, { headers, body }: DiagnosedRequest): string | undefined {
  const { header, field } = placeName(scheme)
  if (header !== null) return firstHeader(headers, header)
  if (field === null) return undefined
  return field === "" ? Buffer.from(body).toString("latin1") : readBodyField(body, field)
}
