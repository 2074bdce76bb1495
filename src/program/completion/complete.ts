import type { Command as Program } from "commander"
import type { Command } from "../../commands/context.ts"
import { readAsked } from "./asked.ts"

/** The body of `whk __complete`, which no help names: the words behind it are a command line that is being typed. */
export async function loadCompletion(
  root: Program,
  argv: readonly string[],
): Promise<{ run: Command<object> }> {
  const { completing } = await import("../../commands/complete.ts")
  // PowerShell cannot pass an empty word.
  const words = argv.map((word, index) => (index === argv.length - 1 ? word.trim() : word))
  return { run: completing({ ...readAsked(root, words), provider: providerIn(words.slice(0, -1)) }) }
}

function providerIn(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word === "--provider" || word.startsWith("--provider="))
  if (at === -1) return undefined
  const word = words[at]!
  return word === "--provider" ? words[at + 1] : word.slice("--provider=".length)
}
