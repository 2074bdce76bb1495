import { createPublicKey, type KeyObject } from "node:crypto"
import { ed25519PublicBytes, parseKey } from "./keys.ts"
import { thumbprint } from "./coded/key-material.ts"

/** How a provider shows the key that verifies: `whpk` is Standard Webhooks' notation, `jwks` a set of JSON Web Keys. */
export type PublicKeyForm = "pem" | "base64" | "hex" | "whpk" | "jwks"

/**
 * The public half of the key pair in a secret, in that notation, or undefined for a secret that is shared. Resolves with
 * a key set that names its key as signed tokens do.
 */
export async function publicKeyText(secret: string, form: PublicKeyForm): Promise<string | undefined> {
  // PayPal's secret is a webhook id and a key.
  const at = secret.indexOf("-----BEGIN ")
  const key = parseKey(at === -1 ? secret : secret.slice(at))
  return key === undefined
    ? undefined
    : await written(key.type === "private" ? createPublicKey(key) : key, form)
}

async function written(key: KeyObject, form: PublicKeyForm): Promise<string> {
  switch (form) {
    case "pem":
      return key.export({ format: "pem", type: "spki" }).toString().trim()
    case "base64":
      return key.export({ format: "der", type: "spki" }).toString("base64")
    case "hex":
      return ed25519PublicBytes(key).toString("hex")
    case "whpk":
      return `whpk_${ed25519PublicBytes(key).toString("base64")}`
    case "jwks":
      return JSON.stringify({
        keys: [{ ...key.export({ format: "jwk" }), kid: await thumbprint(key), use: "sig" }],
      })
  }
}
