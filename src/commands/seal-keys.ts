import { resolve } from "node:path"
import { readIfThere } from "../config/read-if-there.ts"
import { WhkError } from "../errors.ts"
import type { SealKeyText } from "../store/sqlite/sealing/seal-key.ts"
import type { Context } from "./context.ts"

/**
 * What seals the secrets in this machine's store: the file of `--seal-key-file`, else WHK_SEAL_KEY; undefined leaves it
 * to the key in the data folder. The file is its owner's to protect (it may be a secret mounted into a container), so
 * it is only read. Throws FILE_UNREADABLE.
 */
export async function readSealKeyText(
  { env, cwd }: Pick<Context, "env" | "cwd">,
  file?: string,
): Promise<SealKeyText | undefined> {
  if (file === undefined) return sealKeysOf(env)
  const text = await readIfThere(resolve(cwd, file))
  if (text !== undefined) return { text, place: `"${file}" (--seal-key-file)` }
  throw new WhkError("FILE_UNREADABLE", `The file "${file}" of --seal-key-file does not exist.`, {
    hint: "Make one with `openssl rand -base64 32`, or leave out the flag for the key in the data folder.",
  })
}

/** What WHK_SEAL_KEY says, for a relay that another command hosts. */
export function sealKeysOf(env: Context["env"]): SealKeyText | undefined {
  const text = env["WHK_SEAL_KEY"]
  return text ? { text, place: "WHK_SEAL_KEY" } : undefined
}
