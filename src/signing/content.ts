import { createHash } from "node:crypto"
import { sortedForm } from "./form.ts"

/** What the placeholders of a content template stand for. */
export interface ContentParts {
  readonly id: string
  readonly timestamp: string
  readonly body: Uint8Array
  readonly url: string
  readonly method: string
  readonly secret: string
  readonly token: string
}

/** The bytes that are signed: the content template with the body put in as bytes. */
export function signedContent(template: string, parts: ContentParts): Uint8Array[] {
  return template.split(/(\{[a-z0-9-]+\})/).flatMap((piece) => {
    const bytes = partBytes(piece, parts)
    return bytes.length === 0 ? [] : [bytes]
  })
}

function partBytes(piece: string, parts: ContentParts): Uint8Array {
  switch (piece) {
    case "{body}":
      return parts.body
    case "{form}":
      return sortedForm(parts.body)
    case "{body-sha256}":
      return Buffer.from(sha256Hex(parts.body), "utf8")
    case "{id}":
      return Buffer.from(parts.id, "utf8")
    case "{timestamp}":
      return Buffer.from(parts.timestamp, "utf8")
    case "{url}":
      return Buffer.from(parts.url, "utf8")
    case "{method}":
      return Buffer.from(parts.method, "utf8")
    case "{secret}":
      return Buffer.from(parts.secret, "utf8")
    case "{token}":
      return Buffer.from(parts.token, "utf8")
    default:
      return Buffer.from(piece, "utf8")
  }
}

/** The SHA-256 of bytes in lower-case hexadecimal. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex")
}
