import { firstHeader, headerValues } from "../domain/headers.ts"
import { readBodyField } from "./body-field.ts"
import { parseSignature } from "./parse-signature.ts"
import { type DeclaredScheme, type SignatureForm, signaturePlace } from "./scheme.ts"
import type { VerifyInput } from "./verification.ts"

type Received = Pick<VerifyInput, "headers" | "body">

/** One signature of a request, and the form it was written in. */
export interface Candidate {
  /** Which of several signatures in its place, 0 for the first. */
  readonly index: number
  readonly bytes: Buffer
  readonly form: SignatureForm
}

/** One signature header (or field) read under every form it may have, with the timestamp that goes with it. */
export interface Reading {
  readonly candidates: readonly Candidate[]
  readonly timestamp: string | undefined
}

/** Everything in a request that stands where this scheme puts a signature. */
export function readSignatures(scheme: DeclaredScheme, request: Received): Reading[] {
  const place = signaturePlace(scheme)
  if (!place) return []
  const forms: readonly SignatureForm[] = [
    { template: place.template, digest: scheme.digest },
    ...(scheme.alsoAccepts ?? []),
  ]
  const timestamp = timestampBeside(scheme, request)
  return texts(scheme, request).map((value) => {
    const parsed = forms.map((form) => ({ form, ...parseSignature(value, form, scheme) }))
    return {
      candidates: parsed.flatMap(({ form, candidates }) => candidates.map((found) => ({ ...found, form }))),
      timestamp: parsed.find((one) => one.timestamp !== undefined)?.timestamp ?? timestamp,
    }
  })
}

function texts(scheme: DeclaredScheme, { headers, body }: Received): string[] {
  const place = signaturePlace(scheme)
  if (!place) return []
  if ("header" in place)
    return [place.header, ...(scheme.furtherHeaders ?? [])].flatMap((name) => headerValues(headers, name))
  const text = readBodyField(body, place.field)
  return text === undefined ? [] : [text]
}

/** The value that stands beside the signature: in the header, or the field, whose whole template is the placeholder. */
export function companion(
  scheme: DeclaredScheme,
  { headers, body }: Received,
  placeholder: "{id}" | "{timestamp}" | "{token}",
): string | undefined {
  const name = scheme.headers.find(([, template]) => template === placeholder)?.[0]
  if (name !== undefined) return firstHeader(headers, name)
  const pointer = scheme.bodyFields?.find(([, template]) => template === placeholder)?.[0]
  return pointer === undefined ? undefined : readBodyField(body, pointer)
}

/** Where the time stands in the body, a header that repeats it is not signed and counts for nothing. */
function timestampBeside(scheme: DeclaredScheme, request: Received): string | undefined {
  const at = scheme.timestamp?.at
  return at === undefined ? companion(scheme, request, "{timestamp}") : readBodyField(request.body, at)
}
