import { createHmac } from "node:crypto"
import { parseDuration } from "../../domain/duration.ts"
import { keyBytes } from "../../signing/keys.ts"
import { isCoded, type Scheme } from "../../signing/scheme.ts"
import type { HandshakeDocument } from "./schema.ts"
import type { Handshake } from "../handshake.ts"
import type { Json } from "../provider.ts"

/** The handshakes that a file describes, each under its name. */
export function handshakesFromFile(
  documents: Readonly<Record<string, HandshakeDocument>>,
  { scheme, source }: { readonly scheme: Scheme; readonly source: string },
): Handshake[] {
  return Object.entries(documents).map(([id, document]) => {
    const { title = id, proof, becomesSecret, visit, timeout, assumed } = document
    return {
      id,
      title,
      request: requestOf(document.request),
      answer: answerOf(document),
      ...(proof && { proof: proofBy(proof, scheme) }),
      ...(becomesSecret !== undefined && { becomesSecret }),
      ...(visit && { visit: { pointer: visit.pointer, hosts: hostsPattern(visit.hosts) } }),
      ...(timeout !== undefined && { timeoutMs: parseDuration(timeout) }),
      certainty: assumed === undefined ? "exact" : "assumed",
      source: document.source ?? source,
    }
  })
}

function requestOf(document: HandshakeDocument["request"]): Handshake["request"] {
  const { method = "POST", query, headers, body, signature = "right" } = document
  return {
    method,
    ...(query && { query: Object.entries(query) }),
    ...(headers && { headers: Object.entries(headers) }),
    ...(body !== undefined && { body: body as Json }),
    signature,
  }
}

function answerOf({ request, answer = {} }: HandshakeDocument): Handshake["answer"] {
  const { status = request.signature === "wrong" ? "4xx" : "2xx", headers, body, alsoBodies } = answer
  return {
    status,
    ...(headers && { headers: Object.entries(headers) }),
    ...(body !== undefined && { body: body as Json }),
    ...(alsoBodies && { alsoBodies: alsoBodies as readonly Json[] }),
  }
}

/** An HMAC over the challenge, keyed as the scheme reads its secret. */
function proofBy(
  { algorithm, digest }: NonNullable<HandshakeDocument["proof"]>,
  scheme: Scheme,
): (challenge: string, secret: string) => string {
  return (challenge, secret) => {
    const key = isCoded(scheme) ? Buffer.from(secret, "utf8") : keyBytes(scheme, secret)
    return createHmac(algorithm.replace("hmac-", ""), key).update(challenge).digest(digest)
  }
}

/** `example.com` fits itself, `*.example.com` what is below it. */
function hostsPattern(hosts: readonly string[]): RegExp {
  const patterns = hosts.map((host) =>
    host
      .toLowerCase()
      .replace(/^\*\.|[^a-z0-9-]/g, (special) => (special === "*." ? "(?:[a-z0-9-]+\\.)+" : `\\${special}`)),
  )
  return new RegExp(`^(?:${patterns.join("|")})$`, "i")
}
