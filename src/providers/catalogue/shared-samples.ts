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

/** Standard Webhooks' form: `whsec_` and base64. */
export function secretWhsec(random: Uint8Array): string {
  return `whsec_${Buffer.from(random).toString("base64")}`
}

/** Stripe's form: `whsec_` and 32 letters and digits that are a key as they stand. */
export function secretWhsecText(random: Uint8Array): string {
  return `whsec_${Array.from(random, (byte) => ALPHANUMERIC[byte % ALPHANUMERIC.length]).join("")}`
}
