import type { Provider } from "../providers/provider.ts"
import { type DeclaredScheme, isCoded, signaturePlace } from "../signing/scheme.ts"

/** How a provider signs, where a handler can verify it in a few lines of its own platform. */
export interface HandlerRule {
  readonly hash: "sha256" | "sha1" | "sha512"
  readonly digest: "hex" | "base64" | "base64url"
  readonly key: {
    readonly decoding: "utf8" | "base64" | "hex"
    readonly prefix: string
    /** A secret without the prefix is text. */
    readonly textWithoutPrefix: boolean
  }
  /** The parts of what is signed; text, or what it stands for. */
  readonly content: readonly ContentPart[]
  /** In lower case; more than one where each secret has a header of its own. */
  readonly signatureHeaders: readonly string[]
  readonly signature:
    | {
        readonly kind: "plain"
        readonly prefix: string
        /** What stands between two signatures in one header; empty where there is only one. */
        readonly separator: string
      }
    /** `t=…,v1=…`: fields of one header. */
    | { readonly kind: "fields"; readonly separator: string; readonly time: string; readonly name: string }
  /** Headers in lower case, where they are signed; a time that is a field of the signature's header is none. */
  readonly timeHeader: string | undefined
  readonly idHeader: string | undefined
  /** Undefined where age is not judged. */
  readonly freshness: { readonly unit: "s" | "ms" | "iso"; readonly seconds: number } | undefined
}

export type ContentPart = { readonly text: string } | "body" | "timestamp" | "id"

const MOST_HEADERS = 3

/** The rule of a provider; undefined for one whose signature takes more: other algorithms, URLs, forms, code. */
export function handlerRule({ scheme }: Provider): HandlerRule | undefined {
  if (isCoded(scheme) || isSpecial(scheme)) return undefined
  const place = signaturePlace(scheme)
  const hash = /^hmac-(sha256|sha1|sha512)$/.exec(scheme.algorithm)?.[1] as HandlerRule["hash"] | undefined
  const content = contentParts(scheme.content)
  const { key, digest, timestamp } = scheme
  if (!place || !("header" in place) || !hash || !content) return undefined
  if (key.decoding === "keypair" || digest === "utf8") return undefined
  const signature = signatureForm(place.template, scheme.separator)
  const timeHeader = headerOf(scheme, "{timestamp}")
  const idHeader = headerOf(scheme, "{id}")
  if (!isPlain(scheme)) return undefined
  const needsTime = content.includes("timestamp")
  if (!signature || (content.includes("id") && !idHeader)) return undefined
  if (needsTime && !timeHeader && signature.kind !== "fields") return undefined
  // Several signatures in each of several headers.
  if (scheme.furtherHeaders?.length && (signature.kind === "fields" || signature.separator !== ""))
    return undefined
  const seconds = timestamp?.toleranceSeconds
  return {
    hash,
    digest,
    key: {
      decoding: key.decoding,
      prefix: key.prefix ?? "",
      textWithoutPrefix: key.withoutPrefix === "utf8",
    },
    content,
    signatureHeaders: [place.header, ...(scheme.furtherHeaders ?? [])].map((name) => name.toLowerCase()),
    signature,
    timeHeader: needsTime && signature.kind === "plain" ? timeHeader : undefined,
    idHeader: content.includes("id") ? idHeader : undefined,
    freshness:
      needsTime && timestamp && seconds !== undefined ? { unit: timestamp.unit, seconds } : undefined,
  }
}

/** Nothing in it means more than itself in the code of a handler: a user's provider file may hold anything. */
function isPlain({ key, content, separator, furtherHeaders = [], headers }: DeclaredScheme): boolean {
  const texts = [key.prefix ?? "", content, separator ?? "", ...furtherHeaders, ...headers.flat()]
  return texts.every((text) => /^[\w {}.,:;=+/-]*$/.test(text))
}

function isSpecial({
  query,
  queryIfThere,
  bodyFields,
  timestamp,
  furtherHeaders = [],
}: DeclaredScheme): boolean {
  const elsewhere = query ?? queryIfThere ?? bodyFields ?? timestamp?.at
  return elsewhere !== undefined || furtherHeaders.length >= MOST_HEADERS
}

function contentParts(template: string): readonly ContentPart[] | undefined {
  const parts = template.split(/(\{[a-z0-9-]+\})/).filter((part) => part !== "")
  const read = parts.map((part): ContentPart | undefined => {
    if (!part.startsWith("{")) return { text: part }
    return part === "{body}"
      ? "body"
      : part === "{timestamp}"
        ? "timestamp"
        : part === "{id}"
          ? "id"
          : undefined
  })
  const known = read.filter((part) => part !== undefined)
  return known.length === read.length && known.includes("body") ? known : undefined
}

function signatureForm(template: string, separator = ""): HandlerRule["signature"] | undefined {
  const fields = /^(\w+)=\{timestamp\}([,;]) ?(\w+)=\{signature\}$/.exec(template)
  if (fields) return { kind: "fields", time: fields[1]!, separator: fields[2]!, name: fields[3]! }
  const prefix = /^([^{}]*)\{signature\}$/.exec(template)?.[1]
  return prefix === undefined ? undefined : { kind: "plain", prefix, separator }
}

function headerOf({ headers }: DeclaredScheme, template: string): string | undefined {
  return headers.find(([, value]) => value === template)?.[0].toLowerCase()
}
