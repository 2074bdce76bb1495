import { WhkError } from "../../errors.ts"

/** The secret to sign with, for schemes that carry one signature. Throws SECRET_MISSING where there is none. */
export function requireSecret(scheme: { readonly id: string }, [secret]: readonly string[]): string {
  if (secret !== undefined) return secret
  throw new WhkError("SECRET_MISSING", `${scheme.id} has no way to send without a secret.`)
}
