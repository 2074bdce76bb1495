import { cleanText } from "../domain/text.ts"
import type { Output } from "./output.ts"

interface Overview {
  readonly config: { readonly path: string } | null
  readonly framework: string | null
  readonly relay: string | null
  readonly next: readonly { readonly command: string; readonly why: string }[]
}

/** What it can do, in the words of somebody who wants to do it; a test holds every command to exist. */
const ABILITIES: readonly (readonly [what: string, commands: string])[] = [
  ["Receive live webhooks on this machine", "listen, inspect, inboxes"],
  ["Send signed events to a server", "trigger, payload, sign"],
  ["Find out why a signature fails", "verify"],
  ["Check a handler, here and in CI", "check"],
  ["Manage endpoints and their secrets", "create, list, rotate, test"],
  ["See what was delivered, and send it again", "deliveries, replay"],
  ["Look up providers and event types", "providers, events"],
  ["Run a relay for a team", "relay, keys, backup"],
  ["Set up, and find out what is wrong", "init, doctor, config"],
]

/** The first screen: abilities, what was found here, and what to run next. */
export function overviewView(
  { config, framework, relay, next }: Overview,
  { color, columns }: Pick<Output, "color" | "columns">,
): string {
  const width = Math.max(...ABILITIES.map(([what]) => what.length)) + 2
  const here = [
    ...(framework === null ? [] : [`${framework} project`]),
    ...(config === null ? [] : [cleanText(config.path, 200)]),
    ...(relay === null ? [] : [`a relay at ${cleanText(relay)}`]),
  ]
  const longest = Math.max(...next.map(({ command }) => command.length))
  const isNarrow = columns < longest + Math.max(...next.map(({ why }) => why.length)) + 4
  return [
    `${color.bold("whk")} one command line for every provider's webhooks`,
    "",
    ...ABILITIES.map(([what, commands]) => `  ${what.padEnd(width)}${color.cyan(commands)}`),
    "",
    ...(here.length > 0 ? [color.dim(`Here: ${here.join(", ")}`), ""] : []),
    color.bold("Next:"),
    ...next.flatMap(({ command, why }) => nextLines({ command, why, longest, isNarrow, color })),
    "",
    color.dim("Every command: whk --help"),
  ].join("\n")
}

function nextLines(line: {
  readonly command: string
  readonly why: string
  readonly longest: number
  readonly isNarrow: boolean
  readonly color: Output["color"]
}): string[] {
  const { command, why, longest, isNarrow, color } = line
  const text = cleanText(command, 300)
  if (isNarrow) return [`  ${text}`, color.dim(`      ${cleanText(why)}`)]
  return [`  ${text.padEnd(longest)}  ${color.dim(cleanText(why))}`]
}
