import type { Argument, Command as Program, Help, HelpConfiguration, Option } from "commander"

/** Fewer cells beside a name hold no sentence: it stands below the name then. */
const NARROWEST = 24
const INDENT = 2
const INDENT_BELOW = 6

/** How help is laid out: no line is wider than the screen because of a description, and none is broken in a word. */
export const HELP_LAYOUT: HelpConfiguration = {
  showGlobalOptions: true,
  minWidthToWrap: NARROWEST,

  // That a command has options is true of all of them.
  subcommandTerm(command: Program): string {
    const given = command.registeredArguments.map((argument) => {
      const name = `${argument.name()}${argument.variadic ? "..." : ""}`
      return argument.required ? `<${name}>` : `[${name}]`
    })
    return [command.name(), ...given].join(" ")
  },

  optionDescription({ description, argChoices, defaultValue }: Option): string {
    const choices = argChoices?.join(", ")
    const usual = isWorthTelling(defaultValue) ? `default: ${defaultValue}` : undefined
    const added = [choices, usual].filter((part) => part !== undefined).join("; ")
    return added === "" ? description : `${description} (${added})`
  },

  // The words of an argument name what it may be.
  argumentDescription: ({ description }: Argument) => description,

  formatItem(this: Help, term: string, termWidth: number, description: string): string {
    const width = this.helpWidth ?? 80
    const left = width - INDENT - termWidth - INDENT
    if (left >= NARROWEST) {
      const indent = " ".repeat(INDENT + termWidth + INDENT)
      return `  ${term.padEnd(termWidth + INDENT)}${this.boxWrap(description, left).replaceAll("\n", `\n${indent}`)}`
    }
    const lines = this.boxWrap(description, width - INDENT_BELOW).split("\n")
    return [`  ${term}`, ...lines.map((line) => " ".repeat(INDENT_BELOW) + line)].join("\n")
  },
}

/** Of a switch it says nothing that its name does not. */
function isWorthTelling(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number"
}
