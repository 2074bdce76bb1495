import { isCoded, type DeclaredScheme, type Scheme } from "../../src/signing/scheme.ts"
import { signDeclared } from "../../src/signing/sign-declared.ts"
import type { Signed, SigningInput } from "../../src/signing/signing-input.ts"
import type { Verification, VerifyInput } from "../../src/signing/verification.ts"
import { verifyDeclared } from "../../src/signing/verify-declared.ts"

const POSTED = { method: "POST", url: "https://example.com/hooks" }

type Posted<Input> = Omit<Input, "method" | "url"> & { readonly method?: string; readonly url?: string }

/** The scheme, which has to be one that is data. */
export function declared(scheme: Scheme): DeclaredScheme {
  if (isCoded(scheme)) throw new TypeError(`${scheme.id} is coded`)
  return scheme
}

/** Signs at once under a declared scheme; a POST to example.com unless the input says otherwise. */
export function sign(scheme: Scheme, input: Posted<SigningInput>): Signed {
  return signDeclared(declared(scheme), { ...POSTED, ...input })
}

/** Judges at once under a declared scheme. */
export function verify(scheme: Scheme, input: Posted<VerifyInput>): Verification {
  return verifyDeclared(declared(scheme), { ...POSTED, ...input })
}
