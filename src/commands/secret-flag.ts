import { readSecret } from "../config/secrets.ts"
import { createStandardInput } from "../config/standard-input.ts"
import type { Context } from "./context.ts"

/** The secret that `--secret` stands for, for a command that reads nothing else from standard input. */
export function readSecretFlag({ env, cwd, stdin }: Context, notation: string): Promise<string> {
  return readSecret(notation, "--secret", { env, folder: cwd, stdin: createStandardInput(stdin) })
}
