import { firstHeader, headerValues } from "../domain/headers.ts"
import { type Scheme, signatureHeaders } from "../signing/scheme.ts"
import type { DiagnosedRequest } from "./search/space.ts"

const REPLACEMENT = Buffer.from([0xef, 0xbf, 0xbd])

/** A signature header that is there more than once: frameworks join them, or show only one. */
export function repeatedNotes(scheme: Scheme, { headers }: Pick<DiagnosedRequest, "headers">): string[] {
  return signatureHeaders(scheme).flatMap((name) => {
    const values = headerValues(headers, name)
    const times = values.length === 2 ? "twice" : `${values.length} times`
    return values.length < 2
      ? []
      : [
          `${name} stands in the request ${times}; a receiver may see one of them, or all joined to one value.`,
        ]
  })
}

/** What a request shows of its way here without any secret; none of it is a proof. */
export function notesOn({ headers, body }: DiagnosedRequest): string[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const notes: string[] = []
  const declared = firstHeader(headers, "content-length")
  if (declared !== undefined && /^\d{1,15}$/.test(declared) && Number(declared) !== bytes.length)
    notes.push(
      `Content-Length says ${declared} bytes and the body has ${bytes.length}: it was ${Number(declared) > bytes.length ? "cut" : "changed"} on the way, or when it was captured.`,
    )
  if (bytes.includes(REPLACEMENT))
    notes.push(
      "The body holds U+FFFD: bytes that were not valid UTF-8 were lost when it was decoded to text, so the signature cannot be recovered from it.",
    )
  const encoding = firstHeader(headers, "content-encoding")
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  if (encoding !== undefined && encoding !== "identity" && encoding.includes("gzip") && !isGzip)
    notes.push(`Content-Encoding says ${encoding}, and the body is not compressed any more.`)
  if (isGzip) notes.push("The body is gzip.")
  return notes
}
