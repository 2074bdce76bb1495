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
 * Every body that could have been signed, or hashed by somebody's code, in the place of this one. `contentLength` is
 * what the request said of its own size.
 */
export function bodyVariants(body: Uint8Array, contentLength: number | undefined): Variant<Uint8Array>[] {
  const text = decodeUtf8(body)
  const isParsed = body.length <= LARGEST_PARSED_BYTES && text !== undefined
  return distinct(
    [
      // The smaller change first: a line break that got lost is also what many a serialiser leaves out.
      ...lineVariants(body),
      ...(isParsed ? jsonVariants(text) : []),
      ...(isParsed ? formVariants(text) : []),
      ...byteVariants(body, { text, contentLength }),
    ],
    body,
    (bytes) => `${bytes.length}/${createHash("sha1").update(bytes).digest("base64")}`,
  )
}
