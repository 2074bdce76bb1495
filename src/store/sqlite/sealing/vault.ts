import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"
import { join } from "node:path"
import { WhkError } from "../../../errors.ts"
import { readOrMakePrivateFile, readPrivateFile } from "../../../files/private-file.ts"
import { readSealKeys, type SealKey, type SealKeyText } from "./seal-key.ts"

/** The one column of one row that a sealed text is for. It opens nowhere else. */
export interface Place {
  readonly table: string
  readonly id: string
  readonly column: string
}

const FORM = "whk1"
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** What begins every text sealed with this key: `whk1.<key id>.` */
export const PREFIX_LENGTH = FORM.length + 1 + 16 + 1

/**
 * Seals secrets for the database and opens them again: AES-256-GCM under a random nonce, bound to the place of the
 * secret. The first key seals, all of them open. Without keys of its owner's it uses `seal.key` in the data folder,
 * which it makes when something is first sealed.
 */
export class Vault {
  readonly #file: string
  readonly #place: string
  #keys: readonly SealKey[]

  /** Throws SECRET_INVALID for keys that are none, FILE_UNREADABLE for a key file that cannot be trusted. */
  constructor(folder: string, given?: SealKeyText) {
    this.#file = join(folder, "seal.key")
    this.#place = given?.place ?? this.#file
    const text = given ? given.text : readPrivateFile(this.#file)
    this.#keys = text === undefined ? [] : readSealKeys({ text, place: this.#place })
  }

  /** What begins everything that is sealed from now on. Makes the key file where there is no key yet. */
  get currentPrefix(): string {
    return prefixOf(this.#sealingKey())
  }

  seal(secret: string, place: Place): string {
    const key = this.#sealingKey()
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv("aes-256-gcm", key.key, nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(bindingTo(place))
    const sealed = Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()])
    return prefixOf(key) + sealed.toString("base64url")
  }

  sealOrNull(secret: string | null, place: Place): string | null {
    return secret === null ? null : this.seal(secret, place)
  }

  /** Throws STORE_FAILED for what was not sealed for this place, and SEAL_KEY_MISSING where its key is not here. */
  open(sealed: string, place: Place): string {
    const [, id, text] = /^whk1\.([0-9a-f]{16})\.([A-Za-z0-9_-]+)$/.exec(sealed) ?? []
    const bytes = Buffer.from(text ?? "", "base64url")
    if (id === undefined || bytes.length < NONCE_BYTES + TAG_BYTES) throw doesNotOpen(place)
    const key = this.#keys.find((candidate) => candidate.id === id)
    if (!key) throw this.#missing([id])
    const decipher = createDecipheriv("aes-256-gcm", key.key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(bindingTo(place))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    const secret = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
    try {
      return Buffer.concat([secret, decipher.final()]).toString("utf8")
    } catch {
      throw doesNotOpen(place)
    }
  }

  openOrNull(sealed: string | null, place: Place): string | null {
    return sealed === null ? null : this.open(sealed, place)
  }

  /** Throws SEAL_KEY_MISSING unless there is a key for everything that begins with one of these. */
  requireKeysFor(prefixes: readonly string[]): void {
    const known = new Set(this.#keys.map(prefixOf))
    const missing = prefixes.filter((prefix) => !known.has(prefix))
    if (missing.length > 0) throw this.#missing(missing.map((prefix) => prefix.split(".")[1] ?? ""))
  }

  #sealingKey(): SealKey {
    if (this.#keys.length === 0) {
      const { text } = readOrMakePrivateFile(this.#file, () => `${randomBytes(32).toString("base64")}\n`)
      this.#keys = readSealKeys({ text, place: this.#file })
    }
    return this.#keys[0]!
  }

  #missing(ids: readonly string[]): WhkError {
    const where = this.#keys.length === 0 ? `"${this.#file}" is not there` : `${this.#place} does not hold it`
    return new WhkError(
      "SEAL_KEY_MISSING",
      `The secrets in the data folder are sealed with key ${ids.join(", ")}, and ${where}.`,
    )
  }
}

function prefixOf({ id }: SealKey): string {
  return `${FORM}.${id}.`
}

// Ids hold no line break, so two places never give the same bytes.
function bindingTo({ table, id, column }: Place): Buffer {
  return Buffer.from(`${FORM}\n${table}\n${id}\n${column}`, "utf8")
}

function doesNotOpen({ table, id, column }: Place): WhkError {
  return new WhkError(
    "STORE_FAILED",
    `The ${column} of "${id}" (${table}) does not open: the database was changed by something other than whk.`,
    { hint: "Restore the data folder from a backup, or give the secret anew." },
  )
}
