import { generateKeyPairSync } from "node:crypto"
import { privatePem } from "../../signing/keys.ts"

/**
 * An RSA private key in PEM, 2048 bits. It is another one each time and takes a tenth of a second or so, because no RSA
 * key follows from 32 random bytes.
 */
export function secretRsa(): string {
  return privatePem(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey)
}
