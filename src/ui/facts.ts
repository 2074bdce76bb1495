import type { ChalkInstance } from "chalk"
import { cleanText } from "../domain/text.ts"

/** A name, its value (none: the line is left out) and how it is painted. */
export type Fact = readonly [name: string, value: string | null, paint?: (text: string) => string]

const LONGEST_VALUE = 4000

/** Facts in two columns. Values may come from outside: they are cleaned here, before they are painted. */
export function factLines(color: ChalkInstance, facts: readonly Fact[]): string {
  const width = Math.max(...facts.map(([name, value]) => (value === null ? 0 : name.length)))
  return facts
    .flatMap(([name, value, paint = String]) =>
      value === null ? [] : [`${color.dim(name.padEnd(width))}  ${paint(cleanText(value, LONGEST_VALUE))}`],
    )
    .join("\n")
}
