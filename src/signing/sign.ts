import type { Header } from "../domain/headers.ts"
import { WhkError } from "../errors.ts"
import { bodyInForm, computeDigest, keyBytes, signedContent } from "./digest.ts"
import { type Scheme, signatureHeader } from "./scheme.ts"
import { fillTemplate } from "./template.ts"
import { formatTimestamp } from "./timestamp.ts"

export interface SigningInput {
  /** The current secret first; any others are signed with as well where the scheme allows several signatures. */
  readonly secrets: readonly string[]
  /** Id of the message, for schemes that sign or send one. */
  readonly id: string
  /** Time of this attempt, milliseconds since the epoch. */
  readonly timestampMs: number
  readonly eventType: string
  readonly body: Uint8Array
}

export interface Signed {
  /** The headers to send, in the scheme's order and case. */
  readonly headers: readonly Header[]
  /** The signature header among them. */
  readonly signature: { readonly header: string; readonly value: string }
  /** Whether the bytes that were signed are not the bytes of the body (the scheme re-serialises JSON). */
  readonly signedBodyDiffers: boolean
}

/**
 * Signs a body under a scheme by filling its templates. Without a secret the scheme's unsigned headers are returned;
 * throws SECRET_MISSING when the scheme has none, SECRET_INVALID when the secret cannot be decoded.
 */
export function sign(scheme: Scheme, input: SigningInput): Signed {
  const timestamp = formatTimestamp(input.timestampMs, scheme.timestamp?.unit ?? "s")
  const fill = (template: string, signature: string): string =>
    fillTemplate(template, { timestamp, id: input.id, event: input.eventType, signature })
  const [header, template] = signatureHeader(scheme)

  if (input.secrets.length === 0) {
    if (!scheme.unsigned)
      throw new WhkError("SECRET_MISSING", `${scheme.id} has no way to send without a secret.`)
    const headers = scheme.unsigned.map(([name, value]): Header => [name, fill(value, "")])
    const value = headers.find(([name]) => name === header)?.[1] ?? ""
    return { headers, signature: { header, value }, signedBodyDiffers: false }
  }

  // Bytes that cannot be re-serialised (not JSON) leave only the raw body to sign.
  const signedBody = bodyInForm(input.body, scheme.bodyForms[0]!) ?? input.body
  const content = signedContent(scheme, { id: input.id, timestamp, body: signedBody })
  const secrets = scheme.separator === undefined ? input.secrets.slice(0, 1) : input.secrets
  const digests = secrets.map((secret) =>
    computeDigest(scheme.algorithm, keyBytes(scheme, secret), content).toString(scheme.digest),
  )
  const value = joinSignatures(fill(template, digests[0]!), digests.slice(1), scheme, template)
  const headers = scheme.headers.map(([name, other]): Header => [
    name,
    name === header ? value : fill(other, ""),
  ])
  return {
    headers,
    signature: { header, value },
    signedBodyDiffers: Buffer.compare(signedBody, input.body) !== 0,
  }
}

/** Appends the signatures of older secrets: `v1,a v1,b` repeats the whole template, `t=…,v1=a,v1=b` only its key. */
function joinSignatures(first: string, others: readonly string[], scheme: Scheme, template: string): string {
  const separator = scheme.separator ?? ""
  const repeated = separator.includes("=") ? "{signature}" : template
  return [first, ...others.map((digest) => fillTemplate(repeated, { signature: digest }))].join(separator)
}
