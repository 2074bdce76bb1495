import { constants, type KeyObject, sign } from "node:crypto"
import type { SigningKey, VerifyingKey } from "http-message-signatures"
import { type KeyKind, keyKind, type KeyRequirement } from "../key-material.ts"

/** The algorithms of RFC 9421 (section 3.3) that a key can be used with; the first one signs. */
const ALGORITHMS: Readonly<Partial<Record<KeyKind, readonly string[]>>> = {
  secret: ["hmac-sha256"],
  ed25519: ["ed25519"],
  p256: ["ecdsa-p256-sha256"],
  rsa: ["rsa-pss-sha512", "rsa-v1_5-sha256"],
  "rsa-pss": ["rsa-pss-sha512"],
}

/** Which keys sign messages. A shared secret is written in base64, as the RFC writes its own (appendix B.1.5). */
export function messageKeys(schemeId: string): KeyRequirement {
  return { schemeId, kinds: ["secret", "ed25519", "p256", "rsa", "rsa-pss"], sharedDecoding: "base64" }
}

/** Signs with a key by the first algorithm that it can be used with. */
export async function messageSigner(key: KeyObject, id: string): Promise<SigningKey> {
  const { createSigner } = await import("http-message-signatures")
  const [algorithm = ""] = algorithmsOf(key)
  const signer = createSigner(key, algorithm, id)
  if (algorithm !== "rsa-pss-sha512") return signer
  // The library salts with as much as fits; the RFC asks for 64 bytes, and WebCrypto verifies nothing else.
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }
  return { ...signer, sign: async (data) => sign("sha512", data, { key, ...padding }) }
}

/** Verifies with a key by the algorithm that a signature names, or else by any that the key can be used with. */
export async function messageVerifier(key: KeyObject): Promise<VerifyingKey> {
  const { createVerifier } = await import("http-message-signatures")
  const algorithms = algorithmsOf(key)
  return {
    algs: [...algorithms],
    async verify(data, signature, parameters) {
      for (const algorithm of algorithms) {
        if (parameters?.alg !== undefined && parameters.alg !== algorithm) continue
        if (await createVerifier(key, algorithm)(data, signature)) return true
      }
      return false
    },
  }
}

function algorithmsOf(key: KeyObject): readonly string[] {
  const kind = keyKind(key)
  return (kind && ALGORITHMS[kind]) ?? []
}
