import { isCoded, type Scheme, signaturePlace } from "../signing/scheme.ts"
import { fillTemplate } from "../signing/template.ts"
import { type DiagnosedRequest, hypothesisSpace } from "./search/space.ts"
import { messageOf } from "./search/search.ts"

/**
 * The signature header (or field) that this request should have carried under this secret, or undefined where it cannot
 * be computed: for key pairs and schemes in code. It is as good as the secret for this one request.
 */
export function expectedSignature(
  scheme: Scheme,
  request: DiagnosedRequest,
  secret: string,
): string | undefined {
  if (isCoded(scheme) || !/^(?:hmac-|sha256$)/.test(scheme.algorithm)) return undefined
  const space = hypothesisSpace(scheme, request, { secret, otherSecrets: [], otherUrls: [] })
  if (!space.hasTrueKey) return undefined
  const digest = space.digester.truth.digest(space.key.truth, messageOf(space))
  const template = signaturePlace(scheme)?.template ?? "{signature}"
  return fillTemplate(template, {
    signature: digest.toString(scheme.digest),
    timestamp: space.timestamp.truth,
  })
}
