import type { KeyObject } from "node:crypto"
import type { VerifyInput } from "../verification.ts"
import { type KeyRequirement, verifyingKey } from "./key-material.ts"
import { publishedKeys } from "./jwt/key-sets.ts"

/** A key that may have signed a request. */
export interface CandidateKey {
  readonly key: KeyObject
  /** Which of the secrets it is; null for one of a key set. */
  readonly secretIndex: number | null
  /** What a key set says of it. */
  readonly id?: string | undefined
  readonly algorithm?: string | undefined
}

/** The keys to verify with: the secrets', then the published ones. Throws SECRET_INVALID for a secret that is none. */
export function candidateKeys(
  requirement: KeyRequirement,
  { secrets, keySets }: Pick<VerifyInput, "secrets" | "keySets">,
): CandidateKey[] {
  const own = secrets.map((secret, secretIndex) => ({ key: verifyingKey(requirement, secret), secretIndex }))
  return [...own, ...publishedKeys(keySets).map((published) => ({ ...published, secretIndex: null }))]
}
