import type { Argument, Command as Program, Option } from "commander"
import type { ValueKind } from "../../commands/complete.ts"

/** A word that can stand at the cursor, and what it is. */
export interface Candidate {
  readonly value: string
  readonly description: string
}

/** What can stand where the cursor is: words that are known here, and values that have to be looked up. */
export interface Asked {
  readonly words: readonly Candidate[]
  readonly kind: ValueKind | undefined
  /** Put before each value: `--provider=`, and the part of a list that is done: `user.created,`. */
  readonly prefix: string
  /** What is typed of the value itself. */
  readonly typed: string
}

/** Which values a flag takes, by its name; a flag with choices of its own says them itself. */
const FLAG_VALUES: Readonly<Record<string, ValueKind>> = {
  "--provider": "provider",
  "--event": "event",
  "--events": "event",
  "--add-event": "event",
  "--remove-event": "event",
  "--profile": "profile",
  "--inbox": "inbox",
  "--endpoint": "endpoint",
  "--framework": "framework",
  "--case": "case",
  "--skip": "case",
  "--corrupt": "case",
  "--status": "status",
}

/** Lists: several in one word, separated by commas. */
const LISTS = new Set(["--events", "--add-event", "--remove-event"])

/** Which values an argument takes, by its command and its name. */
const ARGUMENT_VALUES: Readonly<Record<string, ValueKind>> = {
  "payload event": "event",
  "trigger event": "event",
  "providers id|file": "provider",
  "secret provider": "provider",
  "delivery id": "delivery",
  "replay delivery": "delivery",
  "deliveries endpoint|inbox": "endpoint-or-inbox",
  "doctor endpoint": "endpoint",
  "revoke id": "key",
  "use name": "profile",
  "remove name": "profile",
  "config-get name": "setting",
  "config-set name": "setting",
  "config-unset name": "setting",
  "profile-set name": "profile",
  "verify file": "file",
  "convert file": "file",
  "backup file": "file",
}

/** Reads the words behind `whk`; the last one is being typed, and may be empty. */
export function readAsked(root: Program, words: readonly string[]): Asked {
  const { command, positions, option } = walk(root, words.slice(0, -1))
  const typed = words.at(-1) ?? ""
  const flag = /^(--[a-z0-9-]+)=(.*)$/.exec(typed)
  if (flag) {
    const named = optionsOf(command).find(({ long }) => long === flag[1])
    return named ? valueOf(named, `${flag[1]}=`, flag[2]!) : nothing(typed)
  }
  if (option) return valueOf(option, "", typed)
  if (typed.startsWith("-")) return { ...nothing(typed), words: flagsOf(command) }
  if (command.name() === "help" && command.parent === root) return helpWords(root, words, typed)
  if (command.commands.length > 0) return { ...nothing(typed), words: commandsOf(command) }
  const argument = command.registeredArguments[positions] ?? lastVariadic(command)
  return argument ? argumentOf(command, argument, typed) : nothing(typed)
}

function walk(root: Program, words: readonly string[]) {
  let command = root
  let positions = 0
  let option: Option | undefined
  for (const word of words) {
    if (option) option = undefined
    else if (word.startsWith("-")) {
      const named = optionsOf(command).find(({ short, long }) => word === short || word === long)
      option = named?.required || named?.optional ? named : undefined
    } else {
      const next = command.commands.find((one) => one.name() === word)
      if (next) command = next
      else positions += 1
    }
  }
  return { command, positions, option }
}

function valueOf(option: Option, before: string, typed: string): Asked {
  const long = option.long ?? ""
  const done = LISTS.has(long) ? typed.slice(0, typed.lastIndexOf(",") + 1) : ""
  const asked = { prefix: before + done, typed: typed.slice(done.length) }
  if (option.argChoices)
    return {
      ...asked,
      kind: undefined,
      words: option.argChoices.map((value) => ({ value, description: "" })),
    }
  const takesFile = /<(?:[@\w|-]*file[\w|-]*|dir)>/.test(option.flags)
  return { ...asked, words: [], kind: FLAG_VALUES[long] ?? (takesFile ? "file" : undefined) }
}

function argumentOf(command: Program, argument: Argument, typed: string): Asked {
  if (argument.argChoices)
    return { ...nothing(typed), words: argument.argChoices.map((value) => ({ value, description: "" })) }
  const parent = command.parent?.name()
  const names = [`${parent}-${command.name()} ${argument.name()}`, `${command.name()} ${argument.name()}`]
  const kind = names.map((name) => ARGUMENT_VALUES[name]).find((found) => found !== undefined)
  if (kind) return { ...nothing(typed), kind }
  if (argument.name() === "inbox") return { ...nothing(typed), kind: "inbox" }
  // The id of every other command is that of an endpoint.
  return { ...nothing(typed), kind: argument.name() === "id" ? "endpoint" : undefined }
}

function helpWords(root: Program, words: readonly string[], typed: string): Asked {
  const { command } = walk(root, words.slice(1, -1))
  return { ...nothing(typed), words: commandsOf(command) }
}

function nothing(typed: string): Asked {
  return { words: [], kind: undefined, prefix: "", typed }
}

function commandsOf(command: Program): Candidate[] {
  return command.commands.map((one) => ({ value: one.name(), description: one.description() }))
}

function flagsOf(command: Program): Candidate[] {
  const help = { value: "--help", description: "show help" }
  const flags = optionsOf(command).flatMap(({ long, description, hidden }) =>
    hidden || !long ? [] : [{ value: long, description }],
  )
  return [...flags, help]
}

/** A command's own, and those of all commands. */
function optionsOf(command: Program): readonly Option[] {
  return command.parent ? [...command.options, ...optionsOf(command.parent)] : command.options
}

function lastVariadic({ registeredArguments }: Program): Argument | undefined {
  const last = registeredArguments.at(-1)
  return last?.variadic ? last : undefined
}
