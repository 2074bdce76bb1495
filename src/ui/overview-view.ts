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
  const here = [
    ...(framework === null ? [] : [`${framework} project`]),
    ...(config === null ? [] : [cleanText(config.path, 200)]),
    ...(relay === null ? [] : [`a relay at ${cleanText(relay)}`]),
  ]
  return [
    `${color.bold("whk")} one command line for every provider's webhooks`,
    "",
    ...pairLines(ABILITIES, { columns, right: color.cyan }),
    "",
    ...(here.length > 0 ? [color.dim(`Here: ${here.join(", ")}`), ""] : []),
    color.bold("Next:"),
    ...pairLines(
      next.map(({ command, why }) => [cleanText(command, 300), cleanText(why)] as const),
      { columns, right: color.dim },
    ),
    "",
    color.dim("Every command: whk --help"),
  ].join("\n")
}

/** Two columns; where the screen is too narrow for the widest of them, the right one below the left. */
function pairLines(
  pairs: readonly (readonly [left: string, right: string])[],
  { columns, right: paint }: { readonly columns: number; readonly right: (text: string) => string },
): string[] {
  const [longest, longestRight] = [0, 1].map((side) => Math.max(...pairs.map((pair) => pair[side]!.length)))
  const isNarrow = columns < longest! + longestRight! + 4
  return pairs.flatMap(([left, right]) =>
    isNarrow ? [`  ${left}`, paint(`      ${right}`)] : [`  ${left.padEnd(longest!)}  ${paint(right)}`],
  )
}
