import { randomBytes } from "node:crypto"
import { WhkError } from "../errors.ts"
import { isKeyPair } from "../signing/digest.ts"
import { keyBytes, keyPairKind, readPrivateKey } from "../signing/keys.ts"
import { isCoded, type Scheme } from "../signing/scheme.ts"
import type { Provider } from "./provider.ts"

/** A new secret in the provider's own format. */
export function generateSecret(provider: Provider, random: Uint8Array = randomBytes(32)): string {
  return provider.secret.generate(random)
}

/** Why the provider would refuse this secret, in one line that does not show it, or undefined when it would not. */
export function checkSecret(provider: Provider, secret: string): string | undefined {
  const { minLength, keyBytes: range } = provider.secret
  const { length } = secret
  if (secret === "") return `${provider.name}: a secret must not be empty.`
  if (minLength !== undefined && length < minLength)
    return `${provider.name}: a secret has at least ${minLength} characters; this one has ${length}.`
  try {
    const bytes = keyLength(provider.scheme, secret)
    if (range && (bytes < range[0] || bytes > range[1]))
      return `${provider.name}: a secret holds ${[...new Set(range)].join(" to ")} bytes; this one holds ${bytes}.`
    return undefined
  } catch (error) {
    if (error instanceof WhkError) return error.message
    throw error
  }
}

/** How many bytes of key a secret holds; throws SECRET_INVALID for one that cannot sign under the scheme. */
function keyLength(scheme: Scheme, secret: string): number {
  if (isCoded(scheme)) {
    scheme.checkSecret?.(secret)
    return Buffer.byteLength(secret)
  }
  if (isKeyPair(scheme.algorithm)) readPrivateKey(scheme.id, secret, keyPairKind(scheme.algorithm))
  return keyBytes(scheme, secret).length
}

/** What the user should know about a secret the provider would take, or undefined. */
export function secretWarning(provider: Provider, secret: string): string | undefined {
  const { warnBelow } = provider.secret
  const { length } = secret
  if (warnBelow !== undefined && length < warnBelow)
    return `${provider.name}: this secret has only ${length} characters; ${warnBelow} or more are harder to guess.`
  return provider.secret.misuse?.(secret)
}
