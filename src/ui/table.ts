import type { ChalkInstance } from "chalk"
import Table from "cli-table3"
import { cellsOf, cutToCells } from "./cells.ts"

export interface Column {
  readonly title: string
  readonly align?: "left" | "right"
  /** Gives way on a narrow screen: its cells are cut with an ellipsis. The others keep their natural width. */
  readonly flexible?: boolean
}

export interface TableInput {
  readonly columns: readonly Column[]
  /** Cleaned text; may be coloured. */
  readonly rows: readonly (readonly string[])[]
  /** Cells of the screen. */
  readonly width: number
  readonly color: ChalkInstance
}

const GAP = 2
const NARROWEST = 8
const NO_LINES = Object.fromEntries(
  ["top", "bottom", "mid", "left", "right", "middle"].flatMap((side) =>
    ["", "-mid", "-left", "-right"].map((part) => [`${side}${part}`, ""]),
  ),
)

/** A table without lines, no wider than the screen where its flexible columns allow it. */
export function renderTable({ columns, rows, width, color }: TableInput): string {
  const widths = fitWidths(columns, naturalWidths(columns, rows), width)
  const table = new Table({
    head: columns.map(({ title }) => color.dim(title)),
    chars: NO_LINES,
    style: { "padding-left": 0, "padding-right": GAP, head: [], border: [] },
    colWidths: widths.map((size) => size + GAP),
    colAligns: columns.map(({ align }) => align ?? "left"),
  })
  table.push(...rows.map((row) => row.map((cell, index) => cutToCells(cell, widths[index] ?? Infinity))))
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
}

/** Whether the rows fit the screen without cutting anything. */
export function fits({ columns, rows, width }: Omit<TableInput, "color">): boolean {
  const natural = naturalWidths(columns, rows)
  return fitWidths(columns, natural, width).every((size, index) => size === natural[index])
}

function naturalWidths(columns: readonly Column[], rows: TableInput["rows"]): number[] {
  return columns.map(({ title }, index) =>
    rows.reduce((most, row) => Math.max(most, cellsOf(row[index] ?? "")), cellsOf(title)),
  )
}

/** The widths of the columns: what is missing is taken from the flexible ones, from the widest first. */
function fitWidths(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural]
  const total = (): number => widths.reduce((sum, size) => sum + size + GAP, -GAP)
  while (total() > width) {
    const widest = widths.reduce(
      (best, size, index) =>
        columns[index]?.flexible === true && size > NARROWEST && size > (widths[best] ?? 0) ? index : best,
      -1,
    )
    if (widest === -1) break
    widths[widest]! -= 1
  }
  return widths
}
