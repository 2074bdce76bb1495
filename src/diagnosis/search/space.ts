import { firstHeader, type Headers } from "../../domain/headers.ts"
import { companion, readSignatures } from "../../signing/read-signatures.ts"
import type { DeclaredScheme } from "../../signing/scheme.ts"
import { urlInForm } from "../../signing/url-form.ts"
import { bodyVariants } from "../variants/body-variants.ts"
import { contentVariants } from "../variants/content-variants.ts"
import { type Digester, digesterOf, digesterVariants } from "../variants/algorithm-variants.ts"
import { keyUnder, keyVariants, type NamedSecret } from "../variants/secret-variants.ts"
import { plainName } from "./found-signatures.ts"
import { momentOf, timestampVariants } from "../variants/timestamp-variants.ts"
import { urlVariants } from "../variants/url-variants.ts"
import { type Candidate, distinct, type Variant } from "../variants/variant.ts"

/** One part of the signed message: what the provider puts there, and what somebody may have put there instead. */
export interface Dimension<Value> {
  readonly truth: Value
  readonly variants: readonly Variant<Value>[]
}

/** Everything that decides a digest. */
export interface Space {
  readonly key: Dimension<Buffer>
  readonly body: Dimension<Uint8Array>
  readonly content: Dimension<string>
  readonly timestamp: Dimension<string>
  readonly url: Dimension<string>
  readonly digester: Dimension<Digester>
  readonly method: Dimension<string>
  readonly id: Dimension<string>
  readonly token: string
  /** False: the secret cannot be read the way the provider means it, so nothing is explained without another key. */
  readonly hasTrueKey: boolean
}

export type DimensionName = Exclude<keyof Space, "token" | "hasTrueKey">

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

/** The space of hypotheses around one request and one secret. */
export function hypothesisSpace(
  scheme: DeclaredScheme,
  request: DiagnosedRequest,
  { secret, otherSecrets, otherUrls }: Surroundings & { readonly secret: string },
): Space {
  const parts = recoverParts(scheme, request)
  const signsUrl = scheme.content.includes("{url}")
  // A secret that cannot be read as the provider means it has no true key, and an empty one makes none.
  const trueKey = keyUnder(scheme.key, secret)
  const key = trueKey ?? Buffer.alloc(0)
  const url = urlInForm(request.url, scheme.urlForms?.[0] ?? "raw") ?? request.url
  return {
    key: { truth: key, variants: keyVariants(scheme.key, { text: secret, key }, otherSecrets) },
    body: { truth: request.body, variants: bodyVariants(request.body, declaredLength(request.headers)) },
    content: {
      truth: scheme.content,
      variants: contentVariants(scheme.content, availableParts(scheme, parts)),
    },
    timestamp: {
      truth: parts.timestamp,
      variants:
        parts.timestamp === ""
          ? distinct(parts.otherTimes, "", (text) => text)
          : timestampVariants(parts.timestamp, { headers: request.headers, otherTimes: parts.otherTimes }),
    },
    url: { truth: url, variants: signsUrl ? urlVariants(request.url, request.headers, otherUrls) : [] },
    digester: { truth: digesterOf(scheme.algorithm), variants: digesterVariants(scheme.algorithm) },
    method: {
      truth: request.method,
      variants: scheme.content.includes("{method}") ? methodVariants(request.method) : [],
    },
    id: {
      truth: parts.id,
      variants: scheme.content.includes("{id}") ? idVariants(parts.id, request.headers) : [],
    },
    token: parts.token,
    hasTrueKey: trueKey !== undefined,
  }
}

interface RecoveredParts {
  readonly timestamp: string
  readonly id: string
  readonly token: string
  readonly otherTimes: readonly Candidate<string>[]
}

/** Timestamp and id as the scheme finds them, else wherever they may have got to. */
function recoverParts(scheme: DeclaredScheme, request: DiagnosedRequest): RecoveredParts {
  // With changed separators a header's time is read together with what stands behind it.
  const timed = readSignatures(scheme, request).find(
    ({ timestamp }) => timestamp !== undefined && momentOf(timestamp) !== undefined,
  )
  const times = timesIn(request.headers)
  const isNeeded = scheme.content.includes("{timestamp}")
  const timestamp =
    timed?.timestamp ??
    (isNeeded ? renamed(scheme, request, "{timestamp}") : undefined) ??
    (isNeeded ? times[0]?.value : undefined)
  return {
    timestamp: timestamp ?? "",
    id: companion(scheme, request, "{id}") ?? renamed(scheme, request, "{id}") ?? "",
    token: companion(scheme, request, "{token}") ?? "",
    otherTimes: times.filter(({ value }) => value !== timestamp),
  }
}

function renamed(
  scheme: DeclaredScheme,
  { headers }: DiagnosedRequest,
  placeholder: string,
): string | undefined {
  const name = scheme.headers.find(([, template]) => template === placeholder)?.[0]
  if (name === undefined) return undefined
  return headers.find(([candidate]) => plainName(candidate) === plainName(name))?.[1]
}

/** Every text in the headers that looks like a moment. */
function timesIn(headers: Headers): Candidate<string>[] {
  return headers.flatMap(([name, value]) =>
    value
      .split(/[\s,;]+/)
      .map((piece) => piece.replace(/^[a-z]{1,9}[=:]/i, ""))
      .filter((piece) => momentOf(piece) !== undefined)
      .map((piece) => ({
        id: "timestamp-other",
        what: `the time in ${name} as the timestamp`,
        value: piece,
      })),
  )
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

function declaredLength(headers: Headers): number | undefined {
  const text = firstHeader(headers, "content-length")
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
