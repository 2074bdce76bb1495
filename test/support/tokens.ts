import { createHash, createHmac, createSecretKey, type KeyObject } from "node:crypto"
import { CompactSign } from "jose"

/** When the tokens of tests are issued. */
export const TOKEN_TIME_MS = Date.parse("2026-01-15T02:03:04Z")

/** The SHA-256 of a body. */
export function bodyHash(body: Uint8Array, encoding: "hex" | "base64"): string {
  return createHash("sha256").update(body).digest(encoding)
}

/** A token signed with the library itself, with any header and any claims. */
export async function tokenOf(
  key: KeyObject | string,
  header: { readonly alg: string; readonly [name: string]: unknown },
  payload: unknown,
): Promise<string> {
  const bytes = Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload))
  const signingKey = typeof key === "string" ? createSecretKey(Buffer.from(key)) : key
  return await new CompactSign(bytes).setProtectedHeader(header).sign(signingKey)
}

/** A token by hand: an HMAC over header and claims with any bytes as the key, or no signature at all. */
export function handmadeToken(header: object, payload: object, key?: Uint8Array | string): string {
  const content = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".")
  const signature = key === undefined ? "" : createHmac("sha256", key).update(content).digest("base64url")
  return `${content}.${signature}`
}
