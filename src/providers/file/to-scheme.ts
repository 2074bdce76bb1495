import { parseDuration } from "../../domain/duration.ts"
import type { Header } from "../../domain/headers.ts"
import {
  type Algorithm,
  type CodedScheme,
  type DeclaredScheme,
  type DigestEncoding,
  isCoded,
  type KeyRule,
  type Scheme,
  type TimestampRule,
} from "../../signing/scheme.ts"
import { type Facts, reasonOf, valueOf } from "./facts.ts"
import type { Stated } from "./schema-parts.ts"
import type { SchemeDocument } from "./scheme-schema.ts"

/** The scheme that a file states, its fields over those of the scheme that it extends. */
export function schemeFromFile(
  document: SchemeDocument,
  { id, base, facts }: { readonly id: string; readonly base: Scheme | undefined; readonly facts: Facts },
): DeclaredScheme | CodedScheme {
  if (base && isCoded(base)) return { ...base, id }
  const algorithm = facts.read<Algorithm>(document.algorithm, {
    key: "signature.algorithm",
    inherited: base?.algorithm,
    otherwise: "none",
  })
  const signs = algorithm !== "none" && algorithm !== "token"
  const headers = document.headers ? signatureHeadersOf(document.headers, facts) : (base?.headers ?? [])
  const bodyFields = document.bodyFields ? Object.entries(document.bodyFields) : base?.bodyFields
  const timestamp = timestampOf(document, { base, facts, headers, bodyFields })
  return {
    ...base,
    id,
    algorithm,
    key: keyOf(document, { base, facts, algorithm }),
    content: signs
      ? facts.read(document.content, {
          key: "signature.content",
          inherited: base?.content,
          otherwise: "{body}",
        })
      : "",
    bodyForms: facts.read(listOf(document.bodyForms), {
      key: "signature.body",
      inherited: base?.bodyForms ?? ["raw"],
      otherwise: ["raw"],
      write: (forms) => forms.join(", else "),
    }),
    digest: signs
      ? facts.read<DigestEncoding>(document.digest, {
          key: "signature.encoding",
          inherited: base?.digest,
          otherwise: "hex",
        })
      : valueOf<DigestEncoding>(document.digest ?? base?.digest ?? "utf8"),
    headers,
    ...(bodyFields && { bodyFields }),
    ...(document.urlForms !== undefined && { urlForms: [document.urlForms].flat() }),
    ...(document.query && { query: Object.entries(document.query) }),
    ...(timestamp && { timestamp }),
    ...(document.separator !== undefined && { separator: document.separator }),
    ...(document.furtherHeaders && { furtherHeaders: document.furtherHeaders }),
    ...(document.unsigned && { unsigned: Object.entries(document.unsigned) }),
    ...(document.weaker && { weaker: weakerOf(document.weaker) }),
    ...(document.alsoAccepts && { alsoAccepts: document.alsoAccepts }),
  }
}

/** Headers as pairs; an assumed one is taken down as `headers.<name>`. */
export function headersOf(
  document: Readonly<Record<string, Stated<string>>>,
  facts: Facts,
  keyOf: (name: string, template: string) => string = (name) => `headers.${name.toLowerCase()}`,
): Header[] {
  return Object.entries(document).map(([name, stated]) => {
    const template = valueOf(stated)
    const why = reasonOf(stated)
    const key = keyOf(name, template)
    if (why !== undefined) facts.note({ key, value: key === "signature.header" ? name : template, why })
    return [name, template]
  })
}

function signatureHeadersOf(document: NonNullable<SchemeDocument["headers"]>, facts: Facts): Header[] {
  return headersOf(document, facts, (name, template) =>
    template.includes("{signature}") ? "signature.header" : `headers.${name.toLowerCase()}`,
  )
}

interface SchemeParts {
  readonly base: DeclaredScheme | undefined
  readonly facts: Facts
}

function keyOf(
  { key }: SchemeDocument,
  { base, facts, algorithm }: SchemeParts & { readonly algorithm: Algorithm },
): KeyRule {
  const isPair = algorithm === "ed25519" || algorithm === "ecdsa-p256-sha256"
  // An algorithm of its own takes a key of its own; nothing is left open where there is one kind of key only.
  const inherited = isPair ? ({ decoding: "keypair" } as const) : base?.key
  const keyless: KeyRule | undefined =
    algorithm === "none" || algorithm === "token" ? { decoding: "utf8" } : undefined
  return facts.read(ruleOf(key), {
    key: "signature.key",
    inherited: keyless ?? inherited,
    otherwise: { decoding: "utf8" },
    write: ({ decoding, prefix }) =>
      prefix === undefined ? decoding : `${decoding}, without the leading ${prefix}`,
  })
}

function ruleOf(stated: SchemeDocument["key"]): Stated<KeyRule> | undefined {
  if (stated === undefined) return undefined
  const value = valueOf(stated)
  const rule = typeof value === "string" ? { decoding: value } : value
  const { decoding, prefix, withoutPrefix } = rule as Extract<typeof value, object>
  const key: KeyRule = {
    decoding,
    ...(prefix !== undefined && { prefix }),
    ...(withoutPrefix !== undefined && { withoutPrefix }),
  }
  const why = reasonOf(stated)
  return why === undefined ? key : { assumed: key, why }
}

function listOf<Value>(
  stated: Stated<Value | readonly Value[]> | undefined,
): Stated<readonly Value[]> | undefined {
  if (stated === undefined) return undefined
  const values: readonly Value[] = [valueOf(stated)].flat() as readonly Value[]
  const why = reasonOf(stated)
  return why === undefined ? values : { assumed: values, why }
}

function timestampOf(
  { timestamp: document }: SchemeDocument,
  {
    base,
    facts,
    headers,
    bodyFields = [],
  }: SchemeParts & Pick<DeclaredScheme, "headers"> & { readonly bodyFields: DeclaredScheme["bodyFields"] },
): TimestampRule | undefined {
  if (!document && base?.timestamp) return base.timestamp
  const isStated =
    document?.at !== undefined ||
    [...headers, ...bodyFields].some(([, template]) => template.includes("{timestamp}"))
  if (!document && !isStated) return undefined
  const unit = facts.read<TimestampRule["unit"]>(document?.unit, {
    key: "signature.timestamp-unit",
    otherwise: "s",
  })
  const toleranceSeconds = secondsOf(
    facts.read(document?.tolerance, { key: "signature.tolerance", otherwise: "none" }),
  )
  const futureToleranceSeconds = secondsOf(
    facts.read(document?.futureTolerance, { key: "signature.future-tolerance", otherwise: "none" }),
  )
  return {
    unit,
    ...(toleranceSeconds !== undefined && { toleranceSeconds }),
    ...(futureToleranceSeconds !== undefined && { futureToleranceSeconds }),
    ...(document?.at !== undefined && { at: document.at }),
  }
}

function secondsOf(tolerance: string): number | undefined {
  return tolerance === "none" ? undefined : parseDuration(tolerance) / 1000
}

function weakerOf({
  header,
  template,
  digest = "hex",
}: NonNullable<SchemeDocument["weaker"]>): NonNullable<DeclaredScheme["weaker"]> {
  return { header: [header, template], algorithm: "hmac-sha1", digest }
}
