import { headerValues } from "../../domain/headers.ts"
import { tryKeyBytes } from "../../signing/keys.ts"
import { type DeclaredScheme, signatureHeaders, signaturePlace } from "../../signing/scheme.ts"
import { type NamedSecret, secretVariants } from "../variants/secret-variants.ts"
import type { Variant } from "../variants/variant.ts"
import type { Flaw, FoundSignature } from "./found-signatures.ts"
import { plainName } from "./plain-name.ts"
import type { DiagnosedRequest } from "./space.ts"

/** A token of the request that the secret, or what became of it, is. */
export interface TokenMatch {
  /** Absent: it is the secret itself. */
  readonly variant?: Variant<Buffer>
  readonly token: FoundSignature
}

/** Compares what a request carries with everything the secret may have become: a token is not computed. */
export function searchToken(
  scheme: DeclaredScheme,
  request: DiagnosedRequest,
  { secret, otherSecrets }: { readonly secret: string; readonly otherSecrets: readonly NamedSecret[] },
): { readonly matches: readonly TokenMatch[]; readonly tried: number } {
  const key = tryKeyBytes(scheme.key, secret) ?? Buffer.from(secret, "utf8")
  const variants = secretVariants(scheme.key, { text: secret, key }, otherSecrets)
  const carried = carriedTokens(scheme, request)
  const misplaced = carried.filter(({ bytes, flaw }) => flaw !== undefined && bytes.equals(key))
  const changed = variants.flatMap((variant) =>
    carried
      .filter(({ bytes, flaw }) => flaw?.id !== "header-other" && bytes.equals(variant.value))
      .filter(({ bytes }) => bytes.length > 0)
      .map((token): TokenMatch => ({ variant, token })),
  )
  return {
    matches: [...misplaced.map((token) => ({ token })), ...changed],
    tried: (variants.length + 1) * carried.length,
  }
}

function carriedTokens(scheme: DeclaredScheme, { headers }: DiagnosedRequest): FoundSignature[] {
  const [own = ""] = signatureHeaders(scheme)
  const template = signaturePlace(scheme)?.template ?? "{signature}"
  const [before = ""] = template.split("{signature}")
  const right = headerValues(headers, own).map((value): FoundSignature => ({
    bytes: Buffer.from(value.slice(before.length), scheme.digest),
    place: { header: own, field: null },
    isCut: false,
  }))
  const others = headers.flatMap(([name, value]) => {
    const flaw: Flaw =
      plainName(name) === plainName(own)
        ? {
            id: "digest-prefix",
            what: `the token stands in ${name} without the prefix or encoding the provider gives it`,
          }
        : { id: "header-other", what: `the token stands in ${name}` }
    const bare = value.replace(/^(?:Bearer|Basic|Token)\s+/i, "")
    return [value, bare].map((text): FoundSignature => ({
      bytes: Buffer.from(text, "utf8"),
      place: { header: name, field: null },
      isCut: false,
      flaw,
    }))
  })
  return [...right, ...others]
}
