import { compileContent } from "../signing/content.ts"
import { isHash } from "../signing/digest.ts"
import { isCoded, type Scheme, signaturePlace } from "../signing/scheme.ts"
import { fillTemplate } from "../signing/template.ts"
import type { SignatureMatch } from "../signing/verification.ts"
import { type DiagnosedRequest, trueParts } from "./search/space.ts"

/**
 * The signature header (or field) that this request should have carried under this secret, in the form that matched
 * where it did; undefined where it cannot be computed: for key pairs and schemes in code. It is as good as the secret
 * for this one request.
 */
export function expectedSignature(
  scheme: Scheme,
  request: DiagnosedRequest,
  about: { readonly secret: string; readonly match: SignatureMatch | null },
): string | undefined {
  if (isCoded(scheme) || !isHash(scheme.algorithm)) return undefined
  const { parts, hasTrueKey } = trueParts(scheme, request, about)
  if (!hasTrueKey) return undefined
  const digest = parts.algorithm.digest(parts.secret, compileContent(parts.content)(parts))
  const form = about.match?.form ?? {
    template: signaturePlace(scheme)?.template ?? "",
    digest: scheme.digest,
  }
  return fillTemplate(form.template, {
    signature: digest.toString(form.digest),
    timestamp: parts.timestamp,
  })
}
