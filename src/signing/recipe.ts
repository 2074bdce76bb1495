import { type DeclaredScheme, isCoded, type Scheme, signatureName } from "./scheme.ts"

/** How the secret becomes a key, in words. */
export function keyText({ decoding, prefix, withoutPrefix }: DeclaredScheme["key"]): string {
  if (decoding === "keypair") return "the private key signs, the public key verifies"
  const read = decoding === "utf8" ? "the secret as UTF-8 text" : `the secret decoded from ${decoding}`
  const stripped = prefix === undefined ? "" : `, without the leading ${prefix}`
  return `${read}${stripped}${withoutPrefix === undefined ? "" : `; without ${prefix} the whole secret as UTF-8 text`}`
}

/** How a scheme signs, as one sentence about the provider's name. */
export function recipeText(scheme: Scheme, providerName: string): string {
  const name = signatureName(scheme)
  if (isCoded(scheme))
    return `${providerName} signs ${scheme.recipe.content} with ${scheme.recipe.algorithm}, in ${name}`
  const { algorithm, content, digest } = scheme
  if (algorithm === "none") return `${providerName} does not sign its requests`
  if (algorithm === "token") return `${providerName} sends the secret itself in ${name} and signs nothing`
  return `${providerName} signs ${content} with ${algorithm}, ${keyText(scheme.key)}, written as ${digest} in ${name}`
}
