import { table } from "./table.js"

/** Every command with its arguments, flags and examples, as its help has them. */
export async function commandsPage({ parseCommandLine, EXIT }) {
  const { program } = await parseCommandLine(["list"])
  const root = program.parent
  const commands = root.commands.flatMap((command) => withInner(command))
  const sections = await Promise.all(commands.map((command) => section(command, parseCommandLine)))
  return `# Commands

Every command, its arguments, flags and examples: what \`whk <command> --help\` says, written down by
\`npm run reference\`. The [tasks](../README.md) say which one you need.

${table(
  ["command", "does"],
  commands.map((command) => {
    const name = nameOf(command)
    return [`[\`${name}\`](#${anchorOf(name)})`, command.description()]
  }),
)}

## Everywhere

${table(["flag", "does"], root.options.filter(isShown).map(flagRow))}

A target may be \`3000\`, \`localhost:3000\`, \`localhost:3000/hooks\`, a URL, or \`unix:/path.sock:/hooks\`. Durations are
\`500ms\`, \`30s\`, \`5m\`, \`24h\`, \`7d\`; sizes \`64kb\`, \`25mb\` in powers of 1024. stdout carries data, stderr talk. The
exit codes (${Object.values(EXIT).join(", ")}) and the codes of errors are in [errors.md](errors.md).

${sections.join("\n\n")}
`
}

/** A command and those that it holds. */
function withInner(command) {
  return [command, ...command.commands.flatMap((inner) => withInner(inner))]
}

function nameOf(command) {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name()
}

function anchorOf(name) {
  return name.replaceAll(" ", "-")
}

function isShown(option) {
  return !option.hidden
}

async function section(command, parseCommandLine) {
  const name = nameOf(command)
  const { text } = await parseCommandLine([...name.split(" ").slice(1), "--help"])
  const [, examples = ""] = text.split("\nExamples:\n")
  const about = command.registeredArguments.map((argument) => [
    `\`${argument.required ? `<${argument.name()}>` : `[${argument.name()}]`}\``,
    sentence(argument),
  ])
  const flags = command.options.filter(isShown).map(flagRow)
  return [
    `## ${name}`,
    `${upper(command.description())}.`,
    `\`${name} ${command.usage()}\``,
    about.length > 0 ? table(["argument", "means"], about) : "",
    flags.length > 0 ? table(["flag", "does"], flags) : "",
    examples.trim() === "" ? "" : `\`\`\`sh\n${examples.replaceAll(/^ {2}/gm, "").trim()}\n\`\`\``,
  ]
    .filter((part) => part !== "")
    .join("\n\n")
}

function flagRow(option) {
  return [`\`${option.flags}\``, sentence(option)]
}

/** The help's own words, with what it adds in brackets. */
function sentence({ description, argChoices, defaultValue }) {
  const has = defaultValue !== undefined && defaultValue !== true && !isEmptyList(defaultValue)
  const extra = [
    ...(argChoices ? [`one of ${argChoices.map((choice) => `\`${choice}\``).join(", ")}`] : []),
    ...(has ? [`default: \`${defaultValue}\``] : []),
  ]
  // Angle brackets and stars of a sentence are no markup.
  const words = description.replaceAll(/[<>*_]/g, String.raw`\$&`)
  return extra.length > 0 ? `${words} (${extra.join("; ")})` : words
}

function isEmptyList(value) {
  return Array.isArray(value) && value.length === 0
}

function upper(text) {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
