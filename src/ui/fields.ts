import type { Output } from "./output.ts"
import { wrapText } from "./wrap-text.ts"

/** A name and its value; one without a value is left out. */
export type Field = readonly [name: string, value: string | undefined]

const GAP = 2
const NARROWEST = 20

/** Fields in two columns, long values wrapped below themselves. */
export function fieldLines(
  fields: readonly Field[],
  { color, columns }: Pick<Output, "color" | "columns">,
): string[] {
  const shown = fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  const width = Math.max(...shown.map(([name]) => name.length)) + GAP
  return shown.flatMap(([name, value]) =>
    wrapText(value, Math.max(NARROWEST, columns - width)).map((line, index) =>
      index === 0 ? `${color.dim(name.padEnd(width))}${line}` : `${" ".repeat(width)}${line}`,
    ),
  )
}
