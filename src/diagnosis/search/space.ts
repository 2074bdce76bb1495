import { declaredLength, type Headers } from "../../domain/headers.ts"
import { bodyInForm } from "../../signing/body-form.ts"
import { isHash } from "../../signing/digest.ts"
import { tryKeyBytes } from "../../signing/keys.ts"
import type { DeclaredScheme } from "../../signing/scheme.ts"
import { urlInForm } from "../../signing/url-form.ts"
import type { SignatureMatch } from "../../signing/verification.ts"
import { hasherOf, hasherVariants } from "../variants/algorithm-variants.ts"
import { bodyVariants } from "../variants/body-variants.ts"
import { contentVariants } from "../variants/content-variants.ts"
import { type NamedSecret, secretVariants } from "../variants/secret-variants.ts"
import { timestampVariants } from "../variants/timestamp-variants.ts"
import { urlVariants } from "../variants/url-variants.ts"
import { type Candidate, distinct, type Variant } from "../variants/variant.ts"
import type { PartName, Parts } from "./hypothesis.ts"
import { recoverParts, type RecoveredParts } from "./recover-parts.ts"

/** The hypotheses around one request: what the provider's rule says, and what each part may have been instead. */
export interface Space {
  readonly truth: Parts
  readonly variants: { readonly [Name in PartName]: readonly Variant<Parts[Name]>[] }
  /** False: the secret cannot be read the way the provider means it, so nothing is explained without another key. */
  readonly hasTrueKey: boolean
}

export interface DiagnosedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: Uint8Array
}

/** What else is known that may explain a signature. */
export interface Surroundings {
  /** Every other secret, by name. */
  readonly otherSecrets: readonly NamedSecret[]
  /** Addresses the receiver is also known by. */
  readonly otherUrls: readonly string[]
}

/** What the provider signs of this request under this secret, in the forms that matched, else the first of each. */
export function trueParts(
  scheme: DeclaredScheme,
  request: DiagnosedRequest,
  { secret, match }: { readonly secret: string; readonly match: SignatureMatch | null },
): { readonly parts: Parts; readonly recovered: RecoveredParts; readonly hasTrueKey: boolean } {
  const recovered = recoverParts(scheme, request)
  const key = tryKeyBytes(scheme.key, secret)
  const bodyForm = match?.bodyForm ?? scheme.bodyForms[0] ?? "raw"
  const urlForm = match?.urlForm ?? scheme.urlForms?.[0] ?? "raw"
  const parts: Parts = {
    secret: key ?? Buffer.alloc(0),
    content: scheme.content,
    algorithm: hasherOf(isHash(scheme.algorithm) ? scheme.algorithm : "hmac-sha256"),
    body: bodyInForm(request.body, bodyForm) ?? request.body,
    url: urlInForm(request.url, urlForm) ?? request.url,
    timestamp: recovered.timestamp,
    id: recovered.id,
    token: recovered.token,
    method: request.method,
  }
  return { parts, recovered, hasTrueKey: key !== undefined }
}

/** The space of hypotheses around one request and one secret. */
export function hypothesisSpace(
  scheme: DeclaredScheme,
  request: DiagnosedRequest,
  about: Surroundings & { readonly secret: string; readonly match: SignatureMatch | null },
): Space {
  const { parts: truth, recovered, hasTrueKey } = trueParts(scheme, request, about)
  const { headers } = request
  const signs = (placeholder: string): boolean => scheme.content.includes(placeholder)
  return {
    truth,
    hasTrueKey,
    variants: {
      secret: secretVariants(scheme.key, { text: about.secret, key: truth.secret }, about.otherSecrets),
      body: bodyVariants(request.body, { truth: truth.body, contentLength: declaredLength(headers) }),
      content: contentVariants(scheme.content, availableParts(scheme, recovered)),
      timestamp: timesAround(headers, recovered),
      url: signs("{url}") ? urlVariants(request.url, headers, about.otherUrls) : [],
      algorithm: hasherVariants(truth.algorithm),
      method: signs("{method}") ? methodVariants(request.method) : [],
      id: signs("{id}") ? idVariants(recovered.id, headers) : [],
    },
  }
}

function timesAround(headers: Headers, { timestamp, otherTimes }: RecoveredParts): Variant<string>[] {
  return timestamp === ""
    ? distinct(otherTimes, "", (text) => text)
    : timestampVariants(timestamp, { headers, otherTimes })
}

/** What else somebody may have put into the message: what the request carries, and the raw body where fields count. */
function availableParts(
  { content }: DeclaredScheme,
  { timestamp, id, otherTimes }: RecoveredParts,
): string[] {
  return [
    ...(content.includes("{form}") ? ["{body}"] : []),
    ...(timestamp !== "" || otherTimes.length > 0 ? ["{timestamp}"] : []),
    ...(id === "" ? [] : ["{id}"]),
  ]
}

function idVariants(id: string, headers: Headers): Variant<string>[] {
  const others = headers
    .filter(([name]) => /(?:^|-)(?:id|delivery|uuid|key)$/i.test(name))
    .map(([name, value]): Candidate<string> => ({
      id: "id-other",
      what: `the value of ${name} as the id`,
      value,
    }))
  return distinct([...others, { id: "id-other", what: "an empty id", value: "" }], id, (text) => text)
}

function methodVariants(method: string): Variant<string>[] {
  const texts = [method.toLowerCase(), method.toUpperCase(), "POST", "GET", "PUT"]
  const candidates = texts.map((value): Candidate<string> => ({
    id: "method-other",
    what: `the method ${value}`,
    value,
  }))
  return distinct(candidates, method, (text) => text)
}
