import type { VNode } from "preact"
import { useId, useState } from "preact/hooks"
import { Button } from "../parts/button.tsx"
import { useWidth } from "./use-width.ts"

/** What a chart shows, as a table. */
export interface ChartTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

interface ChartFrameProps {
  readonly title: string
  readonly summary: string
  /** Each mark's class, and what it stands for. */
  readonly legend: readonly (readonly [mark: string, text: string])[]
  readonly table: ChartTable
  /** The chart itself, this many pixels wide. */
  readonly draw: (width: number) => VNode
}

/** A chart with its title, its legend, what it shows in words, and all of it as a table for whoever asks. */
export function ChartFrame({ title, summary, legend, table, draw }: ChartFrameProps): VNode {
  const [asTable, setAsTable] = useState(false)
  const { ref, width } = useWidth<HTMLDivElement>()
  const titleId = useId()
  return (
    <section class="chart" aria-labelledby={titleId}>
      <header class="chart-head">
        <h2 id={titleId}>{title}</h2>
        <ul class="legend">
          {legend.map(([mark, text]) => (
            <li key={text}>
              <span class={`swatch ${mark}`} aria-hidden="true" />
              {text}
            </li>
          ))}
        </ul>
        <Button kind="quiet" onClick={() => setAsTable(!asTable)}>
          {asTable ? "Show as chart" : "Show as table"}
        </Button>
      </header>
      <p class="chart-summary">{summary}</p>
      <div ref={ref}>{asTable ? <Figures title={title} table={table} /> : draw(width)}</div>
    </section>
  )
}

function Figures({ title, table }: { readonly title: string; readonly table: ChartTable }): VNode {
  return (
    <div class="figures" tabIndex={0} role="region" aria-label={`${title} as a table`}>
      <table class="table">
        <thead>
          <tr>
            {table.columns.map((column, at) => (
              <th key={column} scope="col" class={at === 0 ? undefined : "right"}>
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
                <td key={at} class="right">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
