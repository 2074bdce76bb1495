import { z } from "zod"
import type { Algorithm } from "../../signing/scheme.ts"
import {
  anyText,
  fact,
  fields,
  listOf,
  mapOf,
  oneOf,
  oneOrMore,
  pointer,
  text,
  tolerance,
} from "./schema-parts.ts"

const ALGORITHMS = [
  "hmac-sha256",
  "hmac-sha1",
  "hmac-sha512",
  "sha256",
  "ed25519",
  "ecdsa-p256-sha256",
  "token",
  "none",
] as const satisfies readonly Algorithm[]

const DECODINGS = ["utf8", "base64", "hex", "keypair"] as const
const digest = oneOf(["hex", "base64", "base64url"])

export const headers = mapOf(fact(anyText))

const key = z.union([
  oneOf(DECODINGS),
  fields({
    decoding: oneOf(DECODINGS),
    prefix: text.optional().describe("Taken off the secret before it is decoded; it may be missing there."),
    withoutPrefix: oneOf(["utf8"])
      .optional()
      .describe("utf8: a secret without the prefix is used as text, not decoded."),
  }),
])

const timestamp = fields({
  unit: fact(oneOf(["s", "ms", "iso"]))
    .optional()
    .describe("Unix seconds, unix milliseconds or ISO 8601. Default: s, marked as assumed."),
  tolerance: fact(tolerance)
    .optional()
    .describe("The oldest accepted age; none: not judged. Default: none, marked as assumed."),
  futureTolerance: fact(tolerance)
    .optional()
    .describe("How far ahead a timestamp may be; none: not judged. Default: none."),
  at: pointer.optional().describe("Where the timestamp stands in the body, when no header holds it."),
})

/** How a provider signs, as users write it: `DeclaredScheme` in words. */
export const schemeSchema = fields({
  algorithm: fact(oneOf(ALGORITHMS))
    .optional()
    .describe("What computes the signature. Required without extends. token: the secret itself is sent."),
  key: fact(key)
    .optional()
    .describe("How the secret becomes a key. Default: utf8, or keypair for ed25519 and ecdsa; assumed."),
  content: fact(text)
    .optional()
    .describe(
      "What is signed: a template over {body}, {timestamp}, {id}, {url}, {method}, {form}, {token}, {secret} and {body-sha256}. Default: {body}, marked as assumed.",
    ),
  digest: fact(digest)
    .optional()
    .describe("How the signature is written. Default: hex, marked as assumed; as it is for a token."),
  headers: headers
    .optional()
    .describe(
      "Headers the signature needs, in the order they are sent: templates over {signature}, {timestamp}, {id}, {event} and {token}.",
    ),
  bodyFields: mapOf(text)
    .optional()
    .describe("JSON pointers into the body and templates as in headers, where the signature stands there."),
  timestamp: timestamp.optional().describe("How the {timestamp} of the signature is written and judged."),
  bodyForms: fact(oneOrMore(oneOf(["raw", "reserialised"]), "raw, reserialised or a list of them"))
    .optional()
    .describe(
      "What {body} stands for: the bytes as sent, or JSON.stringify(JSON.parse(body)). The first signs, all verify. Default: raw.",
    ),
  urlForms: oneOrMore(
    oneOf(["raw", "without-port", "with-port", "decoded"]),
    "raw, without-port, with-port, decoded or a list of them",
  )
    .optional()
    .describe("What {url} stands for. The first signs, all verify. Default: raw."),
  query: mapOf(text)
    .optional()
    .describe("Parameters put behind the URL before it is signed: templates over {body-sha256}."),
  separator: text
    .optional()
    .describe("What stands between two signatures in one header while a secret is rotated."),
  furtherHeaders: listOf(text, "a list of header names")
    .optional()
    .describe("Headers for the signatures of further secrets, where each has its own."),
  unsigned: mapOf(anyText)
    .optional()
    .describe("Headers sent without a key; {} when there are none. Absent: a secret is required."),
  weaker: fields({
    header: text,
    template: text.describe("A template over {signature}."),
    digest: digest.optional().describe("Default: hex."),
  })
    .optional()
    .describe("An older HMAC-SHA1 signature sent beside the strong one. Alone it is refused."),
  alsoAccepts: listOf(fields({ template: text, digest }), "a list of {template, digest}")
    .optional()
    .describe("Other ways to write the signature header that verifying takes as well."),
})

export type SchemeDocument = z.infer<typeof schemeSchema>
