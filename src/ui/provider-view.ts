import { cleanText } from "../domain/text.ts"
import type { Management, Provider } from "../providers/provider.ts"
import { assumptionText } from "../providers/rule-texts.ts"
import { fieldLines } from "./fields.ts"
import { handshakeFields } from "./handshake-fields.ts"
import type { Output } from "./output.ts"
import {
  deliveryFields,
  endpointFields,
  requestFields,
  secretFields,
  signatureFields,
} from "./provider-fields.ts"

type Screen = Pick<Output, "color" | "columns">

const INDENT = "  "

/** Everything known about a provider, with the values it does not document itself at the end. */
export function providerView(provider: Provider, { color, columns }: Screen): string {
  const screen = { color, columns: columns - INDENT.length }
  const { id, name, events, management, assumptions, sources } = provider
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    [
      `Events (${events.length})`,
      fieldLines(
        events.map(({ type, title, status }) => [type, status === "live" ? title : `(${status}) ${title}`]),
        screen,
      ),
    ],
    ["Request", fieldLines(requestFields(provider), screen)],
    ["Signature", fieldLines(signatureFields(provider), screen)],
    ["Secret", fieldLines(secretFields(provider), screen)],
    ["Endpoint", fieldLines(endpointFields(provider), screen)],
    ["Handshakes", fieldLines(handshakeFields(provider), screen)],
    ["Delivery", fieldLines(deliveryFields(provider), screen)],
    ["Managing endpoints", managementLines(management, screen)],
    [
      `Assumed, because ${cleanText(name)} does not document it (${assumptions.length})`,
      assumptionLines(provider, screen),
    ],
    ["Sources", sources.map((source) => cleanText(source))],
  ]
  const shown = sections.flatMap(([title, lines]) =>
    lines.length === 0 ? [] : [[color.bold(title), ...lines.map((line) => `${INDENT}${line}`)].join("\n")],
  )
  return [`${color.bold(cleanText(name))} ${color.dim(id)}`, ...shown].join("\n\n")
}

function managementLines(management: Management, screen: Screen): string[] {
  if (management.kind === "elsewhere") return fieldLines([["at", management.url]], screen)
  if (management.kind === "api") {
    const operations = Object.entries(management.operations).map(([operation, certainty]) =>
      certainty === "assumed" ? `${operation} (assumed)` : operation,
    )
    return fieldLines(
      [
        ["API", management.baseUrl],
        ["operations", operations.join(", ")],
        ["in whk", `--api provider speaks to it; without --api a relay does the same`],
      ],
      screen,
    )
  }
  const steps = Object.entries(management.steps).map(
    ([operation, texts]) => [operation, texts.length === 0 ? "not documented" : texts.join(" ")] as const,
  )
  return fieldLines([["dashboard", management.url], ...steps], screen)
}

function assumptionLines({ assumptions }: Provider, screen: Screen): string[] {
  return fieldLines(
    assumptions.map((assumption) => [assumption.key, assumptionText(assumption)] as const),
    screen,
  )
}
