import { Command as Program, CommanderError } from "commander"
import type { Command, GlobalOptions } from "../commands/context.ts"
import { VERSION } from "../version.ts"
import { addAccessCommands } from "./access.ts"
import { addCheckCommand } from "./check.ts"
import { addManagementCommands } from "./manage.ts"
import { addListeningCommands } from "./listening.ts"
import { addSettingsCommands } from "./settings.ts"
import { addStoredSettingsCommands } from "./stored-settings.ts"
import { addOfflineCommands } from "./offline.ts"
import { examples } from "./examples.ts"
import { groupCommands } from "./groups.ts"
import { HELP_LAYOUT } from "./help-layout.ts"
import { requireCommand, usageError } from "./usage-error.ts"

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
  if (argv[0] === "__complete") {
    const { loadCompletion } = await import("./completion/complete.ts")
    return { kind: "run", load: () => loadCompletion(root, argv.slice(1)), program: root }
  }
  try {
    // Commander shows the help of what is around a mistyped command.
    if (argv.includes("--help") || argv.includes("-h")) await requireCommand(root, argv)
    await root.parseAsync(argv, { from: "user" })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    const isAlone = error.code === "commander.help" && root.args.length === 0
    if (isAlone) return { kind: "run", load: () => import("../commands/overview.ts"), program: root }
    if (error.exitCode !== 0 && error.code !== "commander.help") throw await usageError(error, root, argv)
  }
  return parsed ?? { kind: "print", text: printed }
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
    .configureHelp(HELP_LAYOUT)
    .configureOutput({ writeOut: print, writeErr: print, outputError: () => {} })
    .exitOverride()
    .showSuggestionAfterError(true)
    .helpCommand(false)
    .addHelpText(
      "after",
      examples(
        "whk demo",
        "whk trigger user.created --to localhost:3000",
        "whk listen --forward localhost:3000",
      ),
    )
  addListeningCommands(program, act)
  addOfflineCommands(program, act)
  addCheckCommand(program, act)
  addManagementCommands(program, act)
  addAccessCommands(program, act)
  addSettingsCommands(program, act)
  addStoredSettingsCommands(program, act)
  addHelpCommand(program)
  groupCommands(program)
  return program
}

/** Unlike commander's own it finds commands of commands, and says so of a word that is none. */
function addHelpCommand(root: Program): void {
  root
    .command("help")
    .description("show the help of a command")
    .argument("[command...]", "its name: listen, inboxes list")
    .addHelpText("after", examples("whk help listen", "whk help inboxes list"))
    .action(async (words: readonly string[]) => (await requireCommand(root, words)).outputHelp())
}
