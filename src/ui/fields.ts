import { cleanText } from "../domain/text.ts"
import { cellsOf, padToCells } from "./cells.ts"
import type { Output } from "./output.ts"
import { wrapText } from "./wrap-text.ts"

type Paint = (text: string) => string

/**
 * A name, its value (one without is left out) and how they are painted: plain and dim unless told otherwise. Both may
 * come from outside: they are cleaned here.
 */
export type Field = readonly [
  name: string,
  value: string | null | undefined,
  paint?: Paint,
  paintName?: Paint,
]

const GAP = 2
const NARROWEST = 20
const LONGEST = 20_000

/** Fields in two columns, long values wrapped below themselves. */
export function fieldLines(
  fields: readonly Field[],
  { color, columns }: Pick<Output, "color" | "columns">,
): string[] {
  const shown = fields.flatMap(([name, value, paint = String, paintName = color.dim]) =>
    value === undefined || value === null
      ? []
      : [{ name: cleanText(name), value: cleanText(value, LONGEST), paint, paintName }],
  )
  const width = Math.max(...shown.map(({ name }) => cellsOf(name))) + GAP
  return shown.flatMap(({ name, value, paint, paintName }) =>
    wrapText(value, Math.max(NARROWEST, columns - width)).map((line, index) =>
      index === 0
        ? `${paintName(padToCells(name, width))}${paint(line)}`
        : `${" ".repeat(width)}${paint(line)}`,
    ),
  )
}
