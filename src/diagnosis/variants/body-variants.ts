import { createHash } from "node:crypto"
import { decodeUtf8 } from "../../domain/utf8.ts"
import { byteVariants, lineVariants } from "./byte-variants.ts"
import { formVariants } from "./form-variants.ts"
import { jsonVariants } from "./json-variants.ts"
import { type Candidate, distinct, type Variant } from "./variant.ts"

export type BodyCandidate = Candidate<Uint8Array>

/** Bodies above this are not parsed: no framework takes them as JSON by default either. */
const LARGEST_PARSED_BYTES = 1024 * 1024

/**
 * Every body that could have been signed, or hashed by somebody's code, in the place of the one that the provider's rule
 * signs (`truth`). `contentLength` is what the request said of its own size.
 */
export function bodyVariants(
  body: Uint8Array,
  { truth, contentLength }: { readonly truth: Uint8Array; readonly contentLength: number | undefined },
): Variant<Uint8Array>[] {
  const text = decodeUtf8(body)
  const isParsed = body.length <= LARGEST_PARSED_BYTES && text !== undefined
  return distinct(
    [
      ...unprintedVariants(body, truth),
      // The smaller change first: a line break that got lost is also what many a serialiser leaves out.
      ...lineVariants(body),
      ...(isParsed ? jsonVariants(text) : []),
      ...(isParsed ? formVariants(text) : []),
      ...byteVariants(body, { text, contentLength }),
    ],
    truth,
    (bytes) => `${bytes.length}/${createHash("sha1").update(bytes).digest("base64")}`,
  )
}

/** Where the provider signs the body printed again: the bytes that arrived. */
function* unprintedVariants(body: Uint8Array, truth: Uint8Array): Generator<BodyCandidate> {
  if (body === truth) return
  yield { id: "body-not-reserialised", what: "the body as it was sent", value: body }
}
