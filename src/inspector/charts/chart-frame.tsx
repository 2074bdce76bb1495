import { useSignal } from "@preact/signals"
import type { VNode } from "preact"
import { useId } from "preact/hooks"
import { useWidth } from "./use-width.ts"

/** What a chart shows, as a table: its rows are told in full, the newest last. */
export interface ChartTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A chart with its title, its legend, what it shows in words, and all of it as a table for whoever asks. */
export function ChartFrame({
  title,
  summary,
  legend,
  table,
  draw,
}: {
  readonly title: string
  readonly summary: string
  readonly legend: readonly (readonly [className: string, text: string])[]
  readonly table: ChartTable
  /** The chart itself, this many pixels wide. */
  readonly draw: (width: number) => VNode
}) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const asTable = useSignal(false)
  const id = useId()
  return (
    <section class="chart" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <ul class="legend">
          {legend.map(([className, text]) => (
            <li key={text}>
              <span class={`swatch ${className}`} aria-hidden="true" />
              {text}
            </li>
          ))}
        </ul>
        <button type="button" class="quiet" onClick={() => (asTable.value = !asTable.value)}>
          {asTable.value ? "Show as chart" : "Show as table"}
        </button>
      </header>
      <p class="summary">{summary}</p>
      <div ref={ref}>{asTable.value ? <FiguresTable title={title} table={table} /> : draw(width)}</div>
    </section>
  )
}

function FiguresTable({ title, table }: { readonly title: string; readonly table: ChartTable }) {
  return (
    <div class="figures" tabIndex={0} role="region" aria-label={`${title}, as a table`}>
      <table>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([first, ...rest]) => (
            <tr key={first}>
              <th scope="row">{first}</th>
              {rest.map((cell, at) => (
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
