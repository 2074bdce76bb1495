import { resolve } from "node:path"
import { pathsFor } from "../config/paths.ts"
import { WhkError } from "../errors.ts"
import type { Context } from "./context.ts"

/** The folder given with `--data`, or this machine's own. Throws VALUE_MISSING for an empty one. */
export function readDataFolder(
  { env, cwd }: Pick<Context, "env" | "cwd">,
  given: string | undefined,
): string {
  if (given === undefined) return pathsFor(env).data
  if (given !== "") return resolve(cwd, given)
  throw new WhkError("VALUE_MISSING", "--data is empty.", { hint: "Name a folder, or leave out --data." })
}
