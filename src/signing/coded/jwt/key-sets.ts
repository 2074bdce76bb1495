import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto"

/** A public key as its owner publishes it. */
export interface PublishedKey {
  readonly key: KeyObject
  readonly id: string | undefined
  /** The one JOSE algorithm it is meant for, where it says so. */
  readonly algorithm: string | undefined
}

/**
 * The public keys for signatures in JSON Web Key Sets (RFC 7517); a text may also be one key, or `{"key":…}` as Plaid
 * answers. Shared secrets, keys for encryption and whatever cannot be read are passed over.
 */
export function publishedKeys(keySets: readonly string[] = []): PublishedKey[] {
  return keySets.flatMap((text) => jwksIn(text).flatMap(readJwk))
}

function jwksIn(text: string): unknown[] {
  const set = parseObject(text)
  if (!set) return []
  if (Array.isArray(set["keys"])) return set["keys"]
  return ["key" in set ? set["key"] : set]
}

function readJwk(value: unknown): PublishedKey[] {
  if (typeof value !== "object" || value === null) return []
  const jwk = value as Record<string, unknown>
  const { kty, use, key_ops: operations, kid, alg } = jwk
  const isForSignatures =
    (use === undefined || use === "sig") && (!Array.isArray(operations) || operations.includes("verify"))
  if (kty === "oct" || !isForSignatures) return []
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: "jwk" })
    return [{ key, id: asText(kid), algorithm: asText(alg) }]
  } catch {
    return []
  }
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
