import { decodeStrictly } from "../digest.ts"

/** A signed token as received: nothing in it is trusted yet. */
export interface JwtToken {
  readonly text: string
  readonly algorithm: string
  readonly keyId: string | undefined
  readonly payload: Buffer
}

/**
 * A JSON Web Token in compact form, or undefined for anything else: for a part that is not the one base64url of its
 * bytes, a header that is not a JSON object with an algorithm, or one that says it is another kind of token.
 */
export function readToken(text: string): JwtToken | undefined {
  const parts = text.split(".")
  if (parts.length !== 3) return undefined
  const [header, payload, signature] = parts.map((part) => decodeStrictly(part, "base64url"))
  if (!header || !payload || !signature || payload.length === 0) return undefined
  const { alg, kid, typ = "JWT" } = jsonObject(header) ?? {}
  if (typeof alg !== "string" || typeof typ !== "string" || typ.toUpperCase() !== "JWT") return undefined
  return { text, algorithm: alg, keyId: typeof kid === "string" ? kid : undefined, payload }
}

/** The JSON object that bytes are, or undefined. */
export function jsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
