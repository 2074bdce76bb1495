import { generateKeyPairSync } from "node:crypto"
import { ed25519FromSeed, ed25519PublicBytes, p256FromSeed, privatePem } from "../../signing/keys.ts"
import { ALPHANUMERIC } from "../sample.ts"

/** People for samples that name a user. */
export const PEOPLE = [
  { name: "John Smith", email: "john@company.com" },
  { name: "Maya Lindqvist", email: "maya@company.com" },
  { name: "Tomás Ferreira", email: "tomas@company.com" },
  { name: "Aiko Tanaka", email: "aiko@company.com" },
] as const

/** Whoever did it, in samples that name an administrator. */
export const ADMIN_EMAIL = "sarah@company.com"

/** 64 hexadecimal characters. */
export function secretHex(random: Uint8Array): string {
  return Buffer.from(random).toString("hex")
}

/** 32 hexadecimal characters. */
export function secretHex16(random: Uint8Array): string {
  return secretHex(random.subarray(0, 16))
}

/** Standard Webhooks' form: `whsec_` and base64. */
export function secretWhsec(random: Uint8Array): string {
  return `whsec_${Buffer.from(random).toString("base64")}`
}

/** Stripe's form: `whsec_` and 32 letters and digits that are a key as they stand. */
export function secretWhsecText(random: Uint8Array): string {
  return `whsec_${Array.from(random, (byte) => ALPHANUMERIC[byte % ALPHANUMERIC.length]).join("")}`
}

/** Text in front of letters and digits: `pdl_ntfset_` and 32 of them. */
export function secretText(prefix: string, length = 32): (random: Uint8Array) => string {
  return (random) =>
    prefix +
    Array.from({ length }, (_, index) => {
      const byte = random[index % random.length]! ^ (index >= random.length ? 0x55 : 0)
      return ALPHANUMERIC[byte % ALPHANUMERIC.length]
    }).join("")
}

/** 44 characters of base64. */
export function secretBase64(random: Uint8Array): string {
  return Buffer.from(random).toString("base64")
}

/** An Ed25519 private key in PEM. */
export function secretEd25519(random: Uint8Array): string {
  return privatePem(ed25519FromSeed(random))
}

/** Standard Webhooks' form of an Ed25519 key pair: `whsk_` and the base64 of seed and public key. */
export function secretWhsk(random: Uint8Array): string {
  const publicKey = ed25519PublicBytes(ed25519FromSeed(random))
  return `whsk_${Buffer.concat([random, publicKey]).toString("base64")}`
}

/** A P-256 private key in PEM. */
export function secretP256(random: Uint8Array): string {
  return privatePem(p256FromSeed(random))
}

/** A user name and a password for Basic authentication. */
export function basicSecret(random: Uint8Array): string {
  return `webhooks:${secretHex(random)}`
}

/** What to say about a secret for Basic authentication that lacks one of its two parts, or undefined. */
export function basicSecretMisuse(provider: string): (secret: string) => string | undefined {
  return (secret) =>
    /^[^:]+:./.test(secret)
      ? undefined
      : `${provider}: the secret is a user name and a password, user:password.`
}

/** An RSA private key in PEM. No seed leads to one, so it is another each time. */
export function secretRsa(): string {
  return privatePem(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey)
}
