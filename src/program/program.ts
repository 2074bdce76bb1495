import { Command as Program, CommanderError } from "commander"
import type { Command, GlobalOptions } from "../commands/context.ts"
import { WhkError } from "../errors.ts"
import { VERSION } from "../version.ts"
import { addAccessCommands } from "./access.ts"
import { addCheckCommand } from "./check.ts"
import { addManagementCommands } from "./manage.ts"
import { addListeningCommands } from "./listening.ts"
import { addOfflineCommands } from "./offline.ts"

/** Connects a declared command to its body, which is loaded only when the command is used. */
// oxlint-disable-next-line typescript/no-explicit-any -- every command has its own options type
export type Act = (program: Program, load: () => Promise<{ run: Command<any> }>) => Program

/** What the parsed command line asks for; commander's own output is in `text`. */
export type Parsed =
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  | { readonly kind: "run"; readonly load: () => Promise<{ run: Command<any> }>; readonly program: Program }
  | { readonly kind: "print"; readonly text: string }

/** Reads a command line. Throws USAGE or VALUE_MISSING for one that does not fit. */
export async function parseCommandLine(argv: readonly string[]): Promise<Parsed> {
  let parsed: Parsed | undefined
  let printed = ""
  const act: Act = (program, load) => program.action(() => void (parsed = { kind: "run", load, program }))
  const root = buildProgram(act, (text) => (printed += text))
  try {
    await root.parseAsync(argv, { from: "user" })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0 && error.code !== "commander.help") throw usageError(error, root, argv)
  }
  return parsed ?? { kind: "print", text: printed || root.helpInformation() }
}

/** The global flags of a command line, found even when the rest of it is wrong. */
export function globalFlags(argv: readonly string[]): GlobalOptions {
  const has = (...names: string[]): boolean => argv.some((argument) => names.includes(argument))
  return {
    json: has("--json"),
    quiet: has("-q", "--quiet"),
    verbose: has("-v", "--verbose"),
    color: !has("--no-color"),
  }
}

function buildProgram(act: Act, print: (text: string) => void): Program {
  const program = new Program("whk")
    .description("One command line for every provider's webhooks.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .option("--json", "print JSON on stdout, nothing else")
    .option("-q, --quiet", "say less on stderr")
    .option("-v, --verbose", "say more on stderr")
    .option("--no-color", "no colours")
    .option("--profile <name>", "a named set of settings")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: print, writeErr: print, outputError: () => {} })
    .exitOverride()
    .showSuggestionAfterError(true)
  addListeningCommands(program, act)
  addOfflineCommands(program, act)
  addCheckCommand(program, act)
  addManagementCommands(program, act)
  addAccessCommands(program, act)
  return program
}

function usageError(error: CommanderError, root: Program, argv: readonly string[]): WhkError {
  const suggestion = /\n\((Did you mean [^\n]+)\)$/.exec(error.message)
  const message = error.message.slice(0, suggestion?.index).replace(/^error: (.*?)\.?$/s, "$1")
  const name = argv.find((argument) => root.commands.some((command) => command.name() === argument))
  const hint = suggestion?.[1] ?? `Run \`whk ${name ? `${name} ` : ""}--help\` to see how it is used.`
  const missing = /^missing required argument '(.+)'$/.exec(message)
  if (missing) return new WhkError("VALUE_MISSING", `<${missing[1]}> is missing.`, { hint })
  return new WhkError("USAGE", `${message.charAt(0).toUpperCase()}${message.slice(1)}.`, { hint })
}
