import type { Command as Program, CommanderError } from "commander"
import { WhkError } from "../errors.ts"

/** What commander refused, in two lines: what is wrong, and what to do, with the line to run where it is known. */
export async function usageError(
  error: CommanderError,
  root: Program,
  argv: readonly string[],
): Promise<WhkError> {
  const words = wordsOf(root, argv)
  const { command, names } = walk(root, words)
  if (error.code === "commander.unknownCommand") return await unknownCommand(command, names, words)
  const suggestion = /\n\((Did you mean [^\n]+)\)$/.exec(error.message)
  const message = error.message.slice(0, suggestion?.index).replace(/^error: (.*?)\.?$/s, "$1")
  const hint = suggestion?.[1] ?? `Run \`whk ${[...names, "--help"].join(" ")}\` to see how it is used.`
  const missing = /^missing required argument '(.+)'$/.exec(message)
  if (missing) return new WhkError("VALUE_MISSING", `<${missing[1]}> is missing.`, { hint })
  return new WhkError("USAGE", `${message.charAt(0).toUpperCase()}${message.slice(1)}.`, { hint })
}

/** The command that a command line names. Throws USAGE where a word names none. */
export async function requireCommand(root: Program, argv: readonly string[]): Promise<Program> {
  const words = wordsOf(root, argv)
  const { command, names } = walk(root, words)
  const next = words[names.length]
  if (command.commands.length === 0 || next === undefined || next.startsWith("-")) return command
  throw await unknownCommand(command, names, words)
}

/** The error for the first word that is no command, with the nearest as the line to run. */
async function unknownCommand(
  command: Program,
  names: readonly string[],
  words: readonly string[],
): Promise<WhkError> {
  const [word = "", ...rest] = words.slice(names.length)
  const { lineForOtherWord } = await import("./other-words.ts")
  const line = names.length === 0 ? lineForOtherWord(word, rest) : undefined
  const hint = line
    ? `Run \`${line}\`.`
    : ((await nearestLine(word, command, names)) ??
      `Run \`whk ${[...names, "--help"].join(" ")}\` to see the commands.`)
  return new WhkError("USAGE", `Unknown command '${word}'.`, { hint })
}

async function nearestLine(
  word: string,
  command: Program,
  names: readonly string[],
): Promise<string | undefined> {
  // Measuring distances takes a library, which is not loaded where nobody mistypes.
  const { nearest } = await import("../domain/event-types.ts")
  const known = command.commands.map((one) => one.name()).filter((name) => !name.startsWith("_"))
  const [near] = nearest(word, known, 1)
  return near === undefined ? undefined : `Did you mean \`whk ${[...names, near].join(" ")}\`?`
}

/** The last command that the first words name, and their names: `inboxes`, `list`. */
function walk(
  root: Program,
  words: readonly string[],
): { readonly command: Program; readonly names: readonly string[] } {
  const names: string[] = []
  let command = root
  for (const word of words) {
    const next = command.commands.find((one) => one.name() === word)
    if (!next) break
    command = next
    names.push(word)
  }
  return { command, names }
}

/** A command line without the flags of all commands and their values, up to the first other flag. */
function wordsOf(root: Program, argv: readonly string[]): readonly string[] {
  const words: string[] = []
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at]!
    const option = root.options.find(({ short, long }) => word === short || word === long)
    if (option) at += option.required ? 1 : 0
    else if (!word.startsWith("--profile=")) words.push(word)
  }
  return words
}
