import { isCoded, type Scheme } from "./scheme.ts"
import { signDeclared } from "./sign-declared.ts"
import type { Signed, SigningInput } from "./signing-input.ts"

/**
 * Signs a request under a scheme. Without a secret the scheme's unsigned headers are returned. Rejects with
 * SECRET_MISSING when the scheme has none, SECRET_INVALID when the secret is no key of the scheme, DATA_INVALID when
 * the signature belongs into a body that has no place for it.
 */
export async function sign(scheme: Scheme, input: SigningInput): Promise<Signed> {
  return isCoded(scheme) ? await scheme.sign(input) : signDeclared(scheme, input)
}
