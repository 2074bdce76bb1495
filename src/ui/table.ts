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

/** The same table without the columns of these titles, one after the other, until it fits the screen cut or not. */
export function leavingOut(titles: readonly string[], table: TableInput): TableInput {
  const [title, ...others] = titles
  const { columns, rows, width } = table
  const widths = fitWidths(columns, naturalWidths(columns, rows), width)
  if (title === undefined || totalOf(widths) <= width) return table
  const kept = columns.flatMap((column, index) => (column.title === title ? [] : [index]))
  return leavingOut(others, {
    ...table,
    columns: kept.map((index) => columns[index]!),
    rows: rows.map((row) => kept.map((index) => row[index] ?? "")),
  })
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, size) => sum + size + GAP, -GAP)
}

function naturalWidths(columns: readonly Column[], rows: TableInput["rows"]): number[] {
  return columns.map(({ title }, index) =>
    rows.reduce((most, row) => Math.max(most, cellsOf(row[index] ?? "")), cellsOf(title)),
  )
}

/** The widths of the columns: what is missing is taken from the flexible ones, from the widest first. */
function fitWidths(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural]
  while (totalOf(widths) > width) {
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
