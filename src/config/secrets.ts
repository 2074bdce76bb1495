import { readdir, readFile } from "node:fs/promises"
import { basename, join, resolve } from "node:path"
import { randomBytes } from "node:crypto"
import { decodeUtf8 } from "../domain/utf8.ts"
import type { Provider } from "../providers/provider.ts"
import { WhkError } from "../errors.ts"
import { readOrMakePrivateFile, readPrivateFile } from "../files/private-file.ts"
import type { Paths } from "./paths.ts"
import { isMissing } from "./read-if-there.ts"
import type { StandardInput } from "./standard-input.ts"

/** Where the parts of a secret's notation are looked up. */
export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where a relative `file:` path starts. */
  readonly folder: string
  readonly stdin: StandardInput
}

/**
 * The secret that a notation stands for: a literal, `env:NAME`, `file:PATH` or `-` (standard input). One newline at
 * the end of a file or of standard input is taken off. `place` names the flag or setting in errors, which never hold
 * the secret itself. Throws SECRET_MISSING, SECRET_INVALID, FILE_UNREADABLE or STDIN_TWICE.
 */
export async function readSecret(notation: string, place: string, sources: SecretSources): Promise<string> {
  const secret = await follow(notation, place, sources)
  if (secret === "") throw new WhkError("SECRET_INVALID", `The secret given with ${place} is empty.`)
  return secret
}

async function follow(notation: string, place: string, sources: SecretSources): Promise<string> {
  if (notation === "-") return decode(await sources.stdin.read(place), place)
  if (notation.startsWith("env:")) {
    const name = notation.slice(4)
    const value = sources.env[name]
    if (value) return value
    if (name === "") throw new WhkError("SECRET_INVALID", `"env:" (${place}) names no environment variable.`)
    throw new WhkError("SECRET_MISSING", `The environment variable "${name}" of ${place} is not set.`, {
      hint: `Set ${name} to the signing secret, or give it with --secret file:PATH or --secret -.`,
    })
  }
  if (notation.startsWith("file:"))
    return decode(await readSecretFile(notation.slice(5), sources.folder), place)
  return notation
}

async function readSecretFile(path: string, folder: string): Promise<Buffer> {
  try {
    return await readFile(resolve(folder, path))
  } catch (cause) {
    const why = isMissing(cause) ? "does not exist" : "cannot be read"
    throw new WhkError("FILE_UNREADABLE", `The secret's file "${path}" ${why}.`, { cause })
  }
}

function decode(bytes: Uint8Array, place: string): string {
  const text = decodeUtf8(bytes)
  if (text === undefined) throw new WhkError("SECRET_INVALID", `The secret given with ${place} is not text.`)
  // Editors on Windows put a mark before a text that is none of it.
  return text.replace(/^\ufeff/, "").replace(/\r?\n$/, "")
}

/** The provider's development secret on this machine, made the first time it is asked for. */
export async function developmentSecret(
  provider: Pick<Provider, "id" | "file" | "secret">,
  paths: Paths,
): Promise<{ readonly secret: string; readonly made: boolean; readonly path: string }> {
  const path = developmentSecretPath(provider, paths)
  const { text, made } = readOrMakePrivateFile(path, () => `${provider.secret.generate(randomBytes(32))}\n`)
  return { secret: text.replace(/\n$/, ""), made, path }
}

/** The provider's development secret on this machine if there is one already. */
export async function findDevelopmentSecret(
  provider: Pick<Provider, "id" | "file">,
  paths: Paths,
): Promise<string | undefined> {
  return readPrivateFile(developmentSecretPath(provider, paths))?.replace(/\n$/, "")
}

/** Every development secret on this machine, with what its provider is called. */
export async function allDevelopmentSecrets(
  paths: Paths,
): Promise<readonly { readonly of: string; readonly secret: string }[]> {
  const folder = join(paths.config, "secrets")
  const entries = await readdir(folder, { recursive: true }).catch(() => [])
  return entries
    .filter((path) => path.endsWith(".secret"))
    .map((path) => ({
      of: decodeURIComponent(basename(path, ".secret")),
      secret: (readPrivateFile(join(folder, path)) ?? "").replace(/\n$/, ""),
    }))
}

/**
 * A file's provider has a folder of its own, so that a later built-in one of that id is another. Files with one id share
 * a secret as long as it can stand for both.
 */
function developmentSecretPath({ id, file }: Pick<Provider, "id" | "file">, paths: Paths): string {
  const name = file ? join("files", `${encodeURIComponent(id)}-${file.secretKind}`) : encodeURIComponent(id)
  return join(paths.config, "secrets", `${name}.secret`)
}
