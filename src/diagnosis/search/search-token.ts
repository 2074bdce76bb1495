import { headerValues } from "../../domain/headers.ts"
import { type DeclaredScheme, signatureHeaders, signaturePlace } from "../../signing/scheme.ts"
import { digesterOf } from "../variants/algorithm-variants.ts"
import { keyUnder, keyVariants, type NamedSecret } from "../variants/secret-variants.ts"
import type { Match, SearchResult } from "./search.ts"
import type { DiagnosedRequest } from "./space.ts"
import { plainName, type Target, type TargetFlaw } from "./found-signatures.ts"

/** Compares what a request carries with everything the secret may have become: a token is not computed. */
export function searchToken(
  scheme: DeclaredScheme,
  request: DiagnosedRequest,
  { secret, otherSecrets }: { readonly secret: string; readonly otherSecrets: readonly NamedSecret[] },
): SearchResult {
  const key = keyUnder(scheme.key, secret) ?? Buffer.from(secret, "utf8")
  const variants = keyVariants(scheme.key, { text: secret, key }, otherSecrets)
  const carried = carriedTokens(scheme, request)
  const matches = [
    ...carried
      .filter(({ bytes, flaw }) => flaw !== undefined && bytes.equals(key))
      .map((target) => matchOf(target, [])),
    ...variants.flatMap((variant) =>
      carried
        .filter(
          ({ bytes, flaw }) =>
            flaw?.id !== "header-other" && variant.value.length > 0 && bytes.equals(variant.value),
        )
        .map((target) => matchOf(target, [{ dimension: "key", variant }])),
    ),
  ]
  return { matches, tried: (variants.length + 1) * carried.length }
}

function matchOf(target: Target, deviations: Match["deviations"]): Match {
  const digester = { ...digesterOf("hmac-sha256"), name: "The token" }
  return { deviations, target, digester, content: "nothing of the request" }
}

function carriedTokens(scheme: DeclaredScheme, { headers }: DiagnosedRequest): Target[] {
  const [own = ""] = signatureHeaders(scheme)
  const template = signaturePlace(scheme)?.template ?? "{signature}"
  const [before = ""] = template.split("{signature}")
  const right = headerValues(headers, own).map((value) =>
    tokenTarget(own, value.slice(before.length), scheme),
  )
  const others = headers.flatMap(([name, value]): Target[] => {
    const isOwn = plainName(name) === plainName(own)
    const flaw: TargetFlaw = isOwn
      ? {
          id: "digest-prefix",
          what: `the token stands in ${name} without the prefix or encoding the provider gives it`,
        }
      : { id: "header-other", what: `the token stands in ${name}` }
    const bare = value.replace(/^(?:Bearer|Basic|Token)\s+/i, "")
    return [value, bare].map((text) => ({
      bytes: Buffer.from(text, "utf8"),
      place: name,
      isCut: false,
      flaw,
    }))
  })
  return [...right, ...others]
}

function tokenTarget(place: string, text: string, { digest }: DeclaredScheme): Target {
  return { bytes: Buffer.from(text, digest), place, isCut: false }
}
