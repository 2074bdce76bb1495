import type { Parts } from "../diagnosis/search/hypothesis.ts"
import { trueParts } from "../diagnosis/search/space.ts"
import { signedContent } from "../signing/content.ts"
import type { DeclaredScheme } from "../signing/scheme.ts"
import type { Shot } from "./case.ts"
import { withDigest } from "./signature-text.ts"

/**
 * The request with the signature that some code would compute which gets a part of the signed message wrong. The rest of
 * the request stays as it is.
 */
export function recomputed(
  scheme: DeclaredScheme,
  shot: Shot,
  { secret, change }: { readonly secret: string; readonly change: Partial<Parts> },
): Shot {
  const { parts } = trueParts(scheme, shot, { secret, match: null })
  const changed = { ...parts, ...change }
  const digest = changed.algorithm.digest(changed.secret, signedContent(changed.content, changed))
  return withDigest(scheme, shot, () => digest.toString(scheme.digest))
}
