import { createHash } from "node:crypto"
import { isKeyPair } from "../../signing/digest.ts"
import { ed25519FromSeed, p256FromSeed, privatePem } from "../../signing/keys.ts"
import { isCoded, type Scheme } from "../../signing/scheme.ts"
import type { ProviderDocument } from "./schema.ts"
import { fillTextTemplate } from "../json-template.ts"
import type { Provider, SecretRule } from "../provider.ts"
import { sampleContext } from "../sample.ts"

/** How secrets look: as the file states, else as with the provider it extends, else as the scheme's key wants it. */
export function secretFromFile(
  { secret, scheme: changes = {} }: ProviderDocument,
  base: Provider | undefined,
  scheme: Scheme,
): SecretRule {
  const isOwnKey = changes.key !== undefined || changes.algorithm !== undefined
  const { optional: _, ...inherited }: Partial<SecretRule> = base && !secret && !isOwnKey ? base.secret : {}
  const { minLength, warnBelow, keyBytes, format } = secret ?? {}
  return {
    ...inherited,
    ...(minLength !== undefined && { minLength }),
    ...(warnBelow !== undefined && { warnBelow }),
    ...(keyBytes !== undefined && { keyBytes }),
    ...(!isCoded(scheme) && (scheme.unsigned || scheme.algorithm === "none") && { optional: true }),
    generate:
      format === undefined
        ? (inherited.generate ?? ((random) => usualSecret(scheme, random)))
        : (random) => fillTextTemplate(format, {}, sampleContext(Buffer.from(random).toString("hex"), 0)),
  }
}

function usualSecret(scheme: Scheme, random: Uint8Array): string {
  const bytes = Buffer.from(random)
  if (isCoded(scheme)) return bytes.toString("hex")
  if (isKeyPair(scheme.algorithm))
    return privatePem(scheme.algorithm === "ed25519" ? ed25519FromSeed(bytes) : p256FromSeed(bytes))
  const { decoding, prefix = "" } = scheme.key
  return prefix + bytes.toString(decoding === "base64" ? "base64" : "hex")
}

/** Files with the same kind of secret can share a development secret; a changed key rule asks for another one. */
export function secretKind(document: ProviderDocument, scheme: Scheme): string {
  const parts = isCoded(scheme) ? [document.extends] : [scheme.algorithm, scheme.key]
  const text = JSON.stringify([...parts, document.secret])
  return createHash("sha256").update(text).digest("hex").slice(0, 8)
}
