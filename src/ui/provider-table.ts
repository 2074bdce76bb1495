import type { SuccessRule } from "../domain/delivery.ts"
import { formatDuration } from "../domain/duration.ts"
import { maxAttempts } from "../domain/schedule.ts"
import type { Provider } from "../providers/provider.ts"
import { type Scheme, signaturePlace } from "../signing/scheme.ts"
import type { Output } from "./output.ts"
import { renderTable } from "./table.ts"

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
      { title: "SUCCESS" },
    ],
    rows: providers.map(({ id, events, scheme, delivery, assumptions }) => {
      const isHeaderAssumed = assumptions.some(({ key }) => key === "signature.header")
      const { schedule, timeoutMs, timeoutCertainty, success } = delivery
      return [
        color.bold(id),
        String(events.length),
        mark(signatureText(scheme), isHeaderAssumed),
        mark(String(maxAttempts(schedule)), schedule.certainty === "assumed"),
        mark(formatDuration(timeoutMs), timeoutCertainty === "assumed"),
        successText(success),
      ]
    }),
    width: columns,
    color,
  })
}

function successText(success: SuccessRule): string {
  if (success === "2xx") return success
  return success.length > 2 ? `${success[0]}…${success.at(-1)}` : success.join(" ")
}

function signatureText(scheme: Scheme): string {
  const place = signaturePlace(scheme)
  if (!place) return "none"
  return "header" in place ? place.header : "in the body"
}

function mark(text: string, isAssumed: boolean): string {
  return isAssumed ? `~${text}` : text
}
