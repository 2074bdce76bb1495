import { readJsonObject } from "../../../domain/json.ts"
import { decodeStrictly } from "../../digest.ts"

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
  const { alg, kid, typ = "JWT" } = readJsonObject(header) ?? {}
  if (typeof alg !== "string" || typeof typ !== "string" || typ.toUpperCase() !== "JWT") return undefined
  return { text, algorithm: alg, keyId: typeof kid === "string" ? kid : undefined, payload }
}
