import { createHash } from "node:crypto"
import { sortedForm } from "./form.ts"

/** What the placeholders of a content template stand for. */
export interface ContentParts {
  readonly id: string
  readonly timestamp: string
  readonly body: Uint8Array
  readonly url: string
  readonly method: string
  /** The secret as bytes: as its text in UTF-8, where a provider signs it. */
  readonly secret: Uint8Array
  readonly token: string
}

/** A content template that can be filled again and again. */
export type Content = (parts: ContentParts) => Uint8Array[]

/** What is computed from a body; whoever fills many templates with the same bodies keeps it. */
export interface BodyReader {
  readonly form: (body: Uint8Array) => Uint8Array
  readonly sha256: (body: Uint8Array) => Uint8Array
}

const readAnew: BodyReader = {
  form: sortedForm,
  sha256: (body) => Buffer.from(sha256Hex(body), "utf8"),
}

/** Reads each body once. */
export function rememberingReader(): BodyReader {
  const forms = new Map<Uint8Array, Uint8Array>()
  const hashes = new Map<Uint8Array, Uint8Array>()
  return {
    form: (body) => remembered(forms, body, readAnew.form),
    sha256: (body) => remembered(hashes, body, readAnew.sha256),
  }
}

function remembered(
  known: Map<Uint8Array, Uint8Array>,
  body: Uint8Array,
  read: (body: Uint8Array) => Uint8Array,
): Uint8Array {
  const found = known.get(body) ?? read(body)
  known.set(body, found)
  return found
}

/** The bytes that are signed: the content template with the body put in as bytes. */
export function signedContent(template: string, parts: ContentParts): Uint8Array[] {
  return compileContent(template)(parts)
}

/** Takes a template apart. */
export function compileContent(template: string, reader: BodyReader = readAnew): Content {
  const pieces = template
    .split(/(\{[a-z0-9-]+\})/)
    .filter((piece) => piece !== "")
    .map((piece) => compilePiece(piece, reader))
  return (parts) => pieces.map((piece) => piece(parts))
}

function compilePiece(piece: string, reader: BodyReader): (parts: ContentParts) => Uint8Array {
  switch (piece) {
    case "{body}":
      return ({ body }) => body
    case "{form}":
      return ({ body }) => reader.form(body)
    case "{body-sha256}":
      return ({ body }) => reader.sha256(body)
    case "{secret}":
      return ({ secret }) => secret
    case "{id}":
      return ({ id }) => Buffer.from(id, "utf8")
    case "{timestamp}":
      return ({ timestamp }) => Buffer.from(timestamp, "utf8")
    case "{url}":
      return ({ url }) => Buffer.from(url, "utf8")
    case "{method}":
      return ({ method }) => Buffer.from(method, "utf8")
    case "{token}":
      return ({ token }) => Buffer.from(token, "utf8")
    default: {
      const literal = Buffer.from(piece, "utf8")
      return () => literal
    }
  }
}

/** The SHA-256 of bytes in lower-case hexadecimal. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex")
}
