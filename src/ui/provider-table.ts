import { formatDuration } from "../domain/duration.ts"
import { maxAttempts } from "../domain/schedule.ts"
import type { Provider } from "../providers/provider.ts"
import { signatureName } from "../signing/scheme.ts"
import type { Output } from "./output.ts"
import { renderTable } from "./table.ts"

const MANAGED = { api: "API", dashboard: "dashboard", elsewhere: "elsewhere" } as const

/** The providers, one per line; `~` marks what the provider does not document. */
export function providerTable(
  providers: readonly Provider[],
  { color, columns }: Pick<Output, "color" | "columns">,
): string {
  return renderTable({
    columns: [
      { title: "PROVIDER" },
      { title: "EVENTS", align: "right" },
      { title: "SIGNATURE", flexible: true },
      { title: "TRIES", align: "right" },
      { title: "TIMEOUT", align: "right" },
      { title: "OK" },
      { title: "MANAGED" },
    ],
    rows: providers.map(({ id, events, scheme, delivery, management, assumptions }) => {
      const isHeaderAssumed = assumptions.some(({ key }) => key === "signature.header")
      const { schedule, timeoutMs, timeoutCertainty, success } = delivery
      return [
        color.bold(id),
        String(events.length),
        mark(signatureName(scheme) || "none", isHeaderAssumed),
        mark(String(maxAttempts(schedule)), schedule.certainty === "assumed"),
        mark(formatDuration(timeoutMs), timeoutCertainty === "assumed"),
        success === "2xx" ? success : success.join(", "),
        MANAGED[management.kind],
      ]
    }),
    width: columns,
    color,
  })
}

function mark(text: string, isAssumed: boolean): string {
  return isAssumed ? `~${text}` : text
}
