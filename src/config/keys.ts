import { join } from "node:path"
import { WhkError } from "../errors.ts"
import { readPrivateFile, writePrivateFile } from "../files/private-file.ts"
import type { Paths } from "./paths.ts"

/** What an API key opens: a relay (keys begin with `whk_`), or a provider's own API. */
type KeyUse = "relay" | "provider"

/** The API keys of this machine, each for one origin only. */
export interface Keyring {
  /**
   * The key for an origin (`https://host:port`): `WHK_API_KEY`, else the stored one, else undefined. A key of the
   * other kind is passed over: a relay's key never goes to a provider, nor a provider's key to a relay. Throws
   * KEY_REFUSED for what cannot be a key.
   */
  keyFor(origin: string, use: KeyUse): Promise<string | undefined>
  /** The error for an origin without a key, which says so when WHK_API_KEY was passed over. */
  missingKey(origin: string, use: KeyUse): WhkError
  saveKey(origin: string, key: string): Promise<void>
  /** Forgets the stored key of an origin; false when there is none. */
  removeKey(origin: string): Promise<boolean>
  /** Where they are stored. */
  readonly path: string
}

const RELAY_KEY_PREFIX = "whk_"

export function createKeyring(env: Readonly<Record<string, string | undefined>>, paths: Paths): Keyring {
  const path = join(paths.config, "keys.json")
  const fromEnvironment = env["WHK_API_KEY"]?.trim() || undefined

  const readKeys = (): Readonly<Record<string, string>> => {
    const content = readPrivateFile(path)
    return content === undefined ? {} : parseKeys(content, path)
  }
  const writeKeys = (keys: Readonly<Record<string, string>>): void =>
    writePrivateFile(path, `${JSON.stringify(keys, null, 2)}\n`)

  return {
    path,
    async keyFor(origin, use) {
      if (fromEnvironment !== undefined && !/^[\x21-\x7e]+$/.test(fromEnvironment))
        throw new WhkError("KEY_REFUSED", "WHK_API_KEY holds characters that no key has.")
      if (fromEnvironment !== undefined && fits(fromEnvironment, use)) return fromEnvironment
      const stored = readKeys()[originOf(origin)]
      return stored !== undefined && fits(stored, use) ? stored : undefined
    },
    missingKey(origin, use) {
      const whose = use === "relay" ? "a relay's key (whk_…)" : "the provider's own key"
      if (fromEnvironment === undefined)
        return new WhkError("KEY_MISSING", `There is no API key for ${origin}.`, {
          hint:
            use === "relay"
              ? `Run \`whk login --relay ${originOf(origin)}\`, or set WHK_API_KEY to ${whose}.`
              : `Set WHK_API_KEY to ${whose}.`,
        })
      const kind = use === "relay" ? "not a relay's key" : "a relay's key"
      return new WhkError("KEY_MISSING", `WHK_API_KEY is ${kind}, so it is not sent to ${origin}.`, {
        hint: `Set WHK_API_KEY to ${whose}.`,
      })
    },
    async saveKey(origin, key) {
      writeKeys({ ...readKeys(), [originOf(origin)]: key })
    },
    async removeKey(origin) {
      const { [originOf(origin)]: removed, ...kept } = readKeys()
      if (removed === undefined) return false
      writeKeys(kept)
      return true
    },
  }
}

function fits(key: string, use: KeyUse): boolean {
  return key.startsWith(RELAY_KEY_PREFIX) === (use === "relay")
}

function originOf(text: string): string {
  return URL.canParse(text) ? new URL(text).origin : text
}

function parseKeys(content: string, path: string): Readonly<Record<string, string>> {
  try {
    const value: unknown = JSON.parse(content)
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      )
  } catch {
    // Said below, together with JSON of another shape.
  }
  throw new WhkError("CONFIG_INVALID", `${path} does not hold a key per origin.`)
}
