import { isCoded, type Scheme } from "./scheme.ts"
import type { Verification, VerifyInput } from "./verification.ts"
import { verifyDeclared } from "./verify-declared.ts"

/**
 * Verifies a request as received. Nothing that came from outside makes it reject; a secret that is no key of the
 * scheme rejects with SECRET_INVALID.
 */
export async function verify(scheme: Scheme, input: VerifyInput): Promise<Verification> {
  return isCoded(scheme) ? await scheme.verify(input) : verifyDeclared(scheme, input)
}
