import { type Headers, isWritableHeader } from "../../domain/headers.ts"
import { formatSize } from "../../domain/size.ts"
import { cleanText } from "../../domain/text.ts"
import { WhkError } from "../../errors.ts"
import { decodeStrictly } from "../../signing/digest.ts"
import { RequestError } from "./problem.ts"

/** What an inbox takes of headers, too. */
const MOST_HEADER_BYTES = 16 * 1024

/** The bytes of a body that came in JSON. Throws DATA_INVALID. */
export function decodeBody(bodyBase64: string): Uint8Array {
  const body = decodeStrictly(bodyBase64, "base64")
  if (body) return body
  throw new WhkError("DATA_INVALID", "bodyBase64 is not base64.", {
    hint: "Encode the exact bytes with the standard alphabet and padding.",
  })
}

/** Refuses a body above the relay's limit (413) and a content type that no header can hold. */
export function checkContent(
  { body, contentType }: { readonly body: Uint8Array; readonly contentType: string },
  maxBytes: number,
): void {
  checkBody(body, maxBytes)
  if (isWritableHeader(["Content-Type", contentType])) return
  throw new WhkError("HEADER_INVALID", `"${cleanText(contentType, 100)}" cannot be a content type.`)
}

/** Refuses a body above the relay's limit (413). */
export function checkBody(body: Uint8Array, maxBytes: number): void {
  if (body.length <= maxBytes) return
  throw new RequestError(
    413,
    "SIZE_INVALID",
    `The event's body has ${body.length} bytes; this relay takes ${maxBytes} (${formatSize(maxBytes)}).`,
    { hint: "Start the relay with a larger --max-body." },
  )
}

/** Refuses headers that cannot be sent, or are more than an inbox would have taken (413). */
export function checkHeaders(headers: Headers): void {
  const bad = headers.find((header) => !isWritableHeader(header))
  if (bad) throw new WhkError("HEADER_INVALID", `"${cleanText(bad[0], 100)}" cannot be sent as a header.`)
  const bytes = headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
  if (bytes <= MOST_HEADER_BYTES) return
  throw new RequestError(
    413,
    "SIZE_INVALID",
    `The headers have ${bytes} bytes; this relay takes ${MOST_HEADER_BYTES} (${formatSize(MOST_HEADER_BYTES)}).`,
    { hint: "Send fewer or shorter headers." },
  )
}
