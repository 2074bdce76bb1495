import { sign as signWithKey } from "node:crypto"
import type { Header } from "../domain/headers.ts"
import { WhkError } from "../errors.ts"
import { writeBodyFields } from "./body-field.ts"
import { bodyInForm } from "./body-form.ts"
import { type ContentParts, sha256Hex, signedContent } from "./content.ts"
import { computeDigest, isKeyPair, isShared } from "./digest.ts"
import { keyBytes, keyPairKind, readPrivateKey } from "./keys.ts"
import { carriesSeveral, type DeclaredScheme, signaturePlace } from "./scheme.ts"
import type { Signed, SigningInput } from "./signing-input.ts"
import { fillTemplate } from "./template.ts"
import { formatTimestamp } from "./timestamp.ts"
import { urlInForm, withQuery } from "./url-form.ts"

/** Signs by filling the scheme's templates; throws what `sign` rejects with. */
export function signDeclared(scheme: DeclaredScheme, input: SigningInput): Signed {
  if (scheme.algorithm === "none") return unsigned(scheme, [], input)
  if (input.secrets.length === 0) {
    if (scheme.unsigned) return unsigned(scheme, scheme.unsigned, input)
    throw new WhkError("SECRET_MISSING", `${scheme.id} has no way to send without a secret.`)
  }
  const timestamp = formatTimestamp(input.timestampMs, scheme.timestamp?.unit ?? "s")
  const token = freshToken(input.id)
  const fill = (template: string, signature: string): string =>
    fillTemplate(template, { timestamp, token, id: input.id, event: input.eventType, signature })

  // Bytes that cannot be re-serialised (not JSON) leave only the raw body to sign.
  const signedBody = bodyInForm(input.body, scheme.bodyForms[0]!) ?? input.body
  const url = (scheme.query ?? []).reduce(
    (longer, [name, template]) =>
      withQuery(longer, name, fillTemplate(template, { "body-sha256": sha256Hex(signedBody) })),
    input.url,
  )
  const parts = {
    id: input.id,
    timestamp,
    token,
    body: signedBody,
    url: urlInForm(url, scheme.urlForms?.[0] ?? "raw") ?? url,
    method: input.method,
  }
  const [first = "", ...others] = input.secrets
    .slice(0, carriesSeveral(scheme) ? undefined : 1)
    .map((secret) => signatureBy(scheme, secret, parts).toString(scheme.digest))

  const place = signaturePlace(scheme)
  if (!place) throw new TypeError(`scheme ${scheme.id} has no place for a signature`)
  const value = joinSignatures(fill(place.template, first), others, scheme, place.template)
  const headers = [
    ...weakerHeader(scheme, input.secrets[0]!, parts),
    ...scheme.headers.map(([name, template]): Header => [
      name,
      "header" in place && name === place.header ? value : fill(template, ""),
    ]),
    ...(scheme.furtherHeaders ?? [])
      .slice(0, others.length)
      .map((name, index): Header => [name, fill(place.template, others[index]!)]),
  ]
  const fields = (scheme.bodyFields ?? []).map(
    ([pointer, template]) => [pointer, fill(template, first)] as const,
  )
  return {
    headers,
    url,
    body: fields.length === 0 ? input.body : writeBodyFields(input.body, fields),
    signature: {
      header: "header" in place ? place.header : null,
      field: "field" in place ? place.field : null,
      value,
    },
    signedBodyDiffers: Buffer.compare(signedBody, input.body) !== 0,
  }
}

/** Appends the signatures of older secrets: `v1,a v1,b` repeats the whole template, `t=…,v1=a,v1=b` only its key. */
function joinSignatures(
  first: string,
  others: readonly string[],
  { separator }: DeclaredScheme,
  template: string,
): string {
  if (separator === undefined) return first
  const repeated = separator.includes("=") ? "{signature}" : template
  return [first, ...others.map((digest) => fillTemplate(repeated, { signature: digest }))].join(separator)
}

function signatureBy(scheme: DeclaredScheme, secret: string, parts: Omit<ContentParts, "secret">): Buffer {
  const content = signedContent(scheme.content, { ...parts, secret: Buffer.from(secret, "utf8") })
  const { algorithm } = scheme
  if (isShared(algorithm)) return computeDigest(algorithm, keyBytes(scheme, secret), content)
  if (!isKeyPair(algorithm)) throw new TypeError(`${scheme.id} does not sign`)
  const hash = algorithm === "ed25519" ? null : "sha256"
  return signWithKey(hash, Buffer.concat(content), readPrivateKey(scheme.id, secret, keyPairKind(algorithm)))
}

function weakerHeader(
  { weaker, ...scheme }: DeclaredScheme,
  secret: string,
  parts: Omit<ContentParts, "secret">,
): Header[] {
  if (!weaker) return []
  const [name, template] = weaker.header
  const digest = signatureBy({ ...scheme, algorithm: weaker.algorithm }, secret, parts)
  return [[name, fillTemplate(template, { signature: digest.toString(weaker.digest) })]]
}

/** Random text as Mailgun sends it, the same for every attempt of one event. */
function freshToken(id: string): string {
  return sha256Hex(Buffer.from(`token/${id}`, "utf8")).slice(0, 50)
}

function unsigned(scheme: DeclaredScheme, templates: readonly Header[], input: SigningInput): Signed {
  const place = signaturePlace(scheme)
  const header = place && "header" in place ? place.header : null
  const headers = templates.map(([name, template]): Header => [
    name,
    fillTemplate(template, { id: input.id, event: input.eventType }),
  ])
  return {
    headers,
    url: input.url,
    body: input.body,
    signature: { header, field: null, value: headers.find(([name]) => name === header)?.[1] ?? "" },
    signedBodyDiffers: false,
  }
}
