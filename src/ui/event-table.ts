import { cleanText } from "../domain/text.ts"
import type { EventType } from "../providers/provider.ts"
import type { Output } from "./output.ts"
import { renderTable } from "./table.ts"

type EventRow = Pick<EventType, "type" | "title" | "status"> & { readonly provider: string }

/** Event types, one per line; the provider's column is left out when they all have the same. */
export function eventTable(
  events: readonly EventRow[],
  { color, columns }: Pick<Output, "color" | "columns">,
): string {
  const isMixed = events.some(({ provider }) => provider !== events[0]?.provider)
  return renderTable({
    columns: [
      { title: "EVENT" },
      ...(isMixed ? [{ title: "PROVIDER" }] : []),
      { title: "SENT WHEN", flexible: true },
    ],
    rows: events.map(({ type, title, provider, status }) => [
      color.bold(cleanText(type)),
      ...(isMixed ? [provider] : []),
      status === "live" ? title : `${color.yellow(`(${status})`)} ${title}`,
    ]),
    width: columns,
    color,
  })
}
