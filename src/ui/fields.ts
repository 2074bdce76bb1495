import type { Output } from "./output.ts"
import { wrapText } from "./wrap-text.ts"

/** A name, its value (one without is left out) and how that is painted. What comes from outside is cleaned before. */
export type Field = readonly [
  name: string,
  value: string | null | undefined,
  paint?: (text: string) => string,
]

const GAP = 2
const NARROWEST = 20

/** Fields in two columns, long values wrapped below themselves. */
export function fieldLines(
  fields: readonly Field[],
  { color, columns }: Pick<Output, "color" | "columns">,
): string[] {
  const shown = fields.flatMap(([name, value, paint = String]) =>
    value === undefined || value === null ? [] : [{ name, value, paint }],
  )
  const width = Math.max(...shown.map(({ name }) => name.length)) + GAP
  return shown.flatMap(({ name, value, paint }) =>
    wrapText(value, Math.max(NARROWEST, columns - width)).map((line, index) =>
      index === 0 ? `${color.dim(name.padEnd(width))}${paint(line)}` : `${" ".repeat(width)}${paint(line)}`,
    ),
  )
}
