import {
  brotliDecompressSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateRawSync,
  inflateSync,
} from "node:zlib"
import { trimOf } from "../../domain/text.ts"
import type { BodyCandidate } from "./body-variants.ts"

/** Larger bodies are not copied in every encoding. */
const LARGEST_RECODED_BYTES = 4 * 1024 * 1024
const BOM = Buffer.from([0xef, 0xbb, 0xbf])
/** What a decompressed body may grow to here. */
const LARGEST_INFLATED_BYTES = 16 * 1024 * 1024
/** Where frameworks, proxies and buffers cut a body. */
const USUAL_LIMITS = [
  1024,
  4096,
  8192,
  16_384,
  65_535,
  65_536,
  100 * 1024,
  100_000,
  128 * 1024,
  256 * 1024,
  512 * 1024,
  1024 * 1024,
  1_000_000,
]

/** Changes that do not need to understand the body: encodings, compression, cuts, and bodies that got lost. */
export function* byteVariants(
  body: Uint8Array,
  { text, contentLength }: { readonly text: string | undefined; readonly contentLength: number | undefined },
): Generator<BodyCandidate> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  yield* markVariants(bytes)
  if (bytes.length <= LARGEST_RECODED_BYTES) {
    yield* encodingVariants(bytes, text)
    yield* compressionVariants(bytes)
  }
  yield* lostVariants()
  yield* cutVariants(bytes, contentLength)
}

/** White space and line ends at the body's edges, or all of its line ends. */
export function* lineVariants(body: Uint8Array): Generator<BodyCandidate> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const latin1 = bytes.toString("latin1")
  const from = (changed: string): Buffer => Buffer.from(changed, "latin1")
  yield {
    id: "body-newline-added",
    what: "the body with a line feed at its end",
    value: Buffer.concat([bytes, from("\n")]),
  }
  yield {
    id: "body-newline-added",
    what: "the body with CR LF at its end",
    value: Buffer.concat([bytes, from("\r\n")]),
  }
  yield {
    id: "body-newline-removed",
    what: "the body without the line break at its end",
    value: from(latin1.replace(/\r?\n$/, "")),
  }
  yield {
    id: "body-trimmed",
    what: "the body without the white space around it",
    value: from(trimOf(latin1, " \t\r\n")),
  }
  yield {
    id: "body-lf-to-crlf",
    what: "the body with CR LF for every line feed",
    value: from(latin1.replace(/\r?\n/g, "\r\n")),
  }
  yield {
    id: "body-crlf-to-lf",
    what: "the body with a line feed for every CR LF",
    value: from(latin1.replaceAll("\r\n", "\n")),
  }
}

function* markVariants(bytes: Buffer): Generator<BodyCandidate> {
  const hasBom = bytes.subarray(0, 3).equals(BOM)
  yield hasBom
    ? { id: "body-bom-removed", what: "the body without its byte order mark", value: bytes.subarray(3) }
    : {
        id: "body-bom-added",
        what: "the body with a byte order mark before it",
        value: Buffer.concat([BOM, bytes]),
      }
}

function* encodingVariants(bytes: Buffer, text: string | undefined): Generator<BodyCandidate> {
  yield {
    id: "body-latin1-as-utf8",
    what: "the body read as Latin-1 and written as UTF-8",
    value: Buffer.from(bytes.toString("latin1"), "utf8"),
  }
  yield {
    id: "body-ascii",
    what: "the body read as ASCII",
    value: Buffer.from(bytes.toString("ascii"), "utf8"),
  }
  yield {
    id: "body-utf8-text",
    what: "the body decoded to text and back, which replaced its invalid bytes",
    value: Buffer.from(bytes.toString("utf8"), "utf8"),
  }
  yield {
    id: "body-base64",
    what: "the body in base64",
    value: Buffer.from(bytes.toString("base64"), "latin1"),
  }
  yield {
    id: "body-hex",
    what: "the body in hexadecimal",
    value: Buffer.from(bytes.toString("hex"), "latin1"),
  }
  const decoded = decodedBase64(bytes)
  if (decoded) yield { id: "body-base64-decoded", what: "the body decoded from base64", value: decoded }
  if (text === undefined) return
  yield {
    id: "body-utf8-as-latin1",
    what: "the body's characters as Latin-1 bytes",
    value: Buffer.from(text, "latin1"),
  }
  yield { id: "body-utf16", what: "the body in UTF-16", value: Buffer.from(text, "utf16le") }
  yield {
    id: "body-nfc",
    what: "the body in Unicode's composed form",
    value: Buffer.from(text.normalize("NFC"), "utf8"),
  }
  yield {
    id: "body-nfd",
    what: "the body in Unicode's decomposed form",
    value: Buffer.from(text.normalize("NFD"), "utf8"),
  }
}

function decodedBase64(bytes: Buffer): Buffer | undefined {
  const text = bytes.toString("latin1").trim()
  // A pattern over the whole text would need a stack as deep as the body is long.
  const isBase64 = text.length >= 16 && !/[^A-Za-z0-9+/=]|=[^=]/.test(text)
  return isBase64 ? Buffer.from(text, "base64") : undefined
}

function* compressionVariants(bytes: Buffer): Generator<BodyCandidate> {
  const options = { maxOutputLength: LARGEST_INFLATED_BYTES }
  const unpacked = [
    ["gzip", () => gunzipSync(bytes, options)],
    ["deflate", () => inflateSync(bytes, options)],
    ["raw deflate", () => inflateRawSync(bytes, options)],
    ["Brotli", () => brotliDecompressSync(bytes, options)],
  ] as const
  for (const [name, unpack] of unpacked) {
    const value = attempt(unpack)
    // Raw deflate and Brotli have no mark of their own and take a few stray bytes for a message.
    if (value && value.length > bytes.length / 2)
      yield { id: "body-decompressed", what: `the body decompressed from ${name}`, value }
  }
  yield { id: "body-compressed", what: "the body compressed with gzip", value: gzipSync(bytes) }
  yield { id: "body-compressed", what: "the body compressed with deflate", value: deflateSync(bytes) }
}

function attempt(unpack: () => Buffer): Buffer | undefined {
  try {
    return unpack()
  } catch {
    return undefined
  }
}

/** What is left when a stream was read before, or an object was used as text. */
function* lostVariants(): Generator<BodyCandidate> {
  yield { id: "body-empty", what: "an empty body", value: Buffer.alloc(0) }
  for (const text of [
    "{}",
    "[]",
    "null",
    "undefined",
    "None",
    "nil",
    '""',
    "[object Object]",
    "[object Buffer]",
    "[object ReadableStream]",
    "Array",
  ])
    yield {
      id: text === "[object Object]" ? "body-object-text" : "body-empty",
      what: `the text ${text} instead of the body`,
      value: Buffer.from(text),
    }
}

/** What stands behind the declared length was never part of the message; else only cuts at usual limits. */
function* cutVariants(bytes: Buffer, contentLength: number | undefined): Generator<BodyCandidate> {
  if (contentLength !== undefined && contentLength < bytes.length)
    yield {
      id: "body-longer-than-declared",
      what: `the first ${contentLength} bytes, which Content-Length declares`,
      value: bytes.subarray(0, contentLength),
    }
  for (const limit of USUAL_LIMITS) {
    if (limit < bytes.length)
      yield {
        id: "body-truncated",
        what: `the first ${limit} bytes of the body`,
        value: bytes.subarray(0, limit),
      }
  }
  const nul = bytes.indexOf(0)
  if (nul !== -1)
    yield { id: "body-truncated", what: "the body up to its first NUL byte", value: bytes.subarray(0, nul) }
}
