import { Chalk } from "chalk"
import { expect, test } from "vitest"
import { providers } from "../../src/providers/catalogue.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { eventTable } from "../../src/ui/event-table.ts"
import { providerTable } from "../../src/ui/provider-table.ts"
import { providerView } from "../../src/ui/provider-view.ts"

const color = new Chalk({ level: 0 })
const founding = providers.slice(0, 5)

test.each([80, 120])("the table of providers fits %i columns", (columns) => {
  expect(providerTable(founding, { color, columns })).toMatchSnapshot()
})

test.each(providers.map(({ id }) => id))("every line about %s fits 80 columns, links aside", (id) => {
  const lines = providerView(findProvider(id), { color, columns: 80 }).split("\n")
  expect(lines.filter((line) => line.length > 80 && !/\S{50}/.test(line))).toEqual([])
})

test("a provider in full names every rule and every assumption", () => {
  expect(providerView(findProvider("axelered"), { color, columns: 100 })).toMatchSnapshot()
})

test.each(founding.flatMap((provider) => provider.assumptions.map(({ key }) => [provider.id, key] as const)))(
  "%s shows its assumption %s",
  (id, key) => {
    expect(providerView(findProvider(id), { color, columns: 100 })).toContain(`  ${key} `)
  },
)

test.each([
  ["mailgun", "covers", "not the whole body: what is not signed proves nothing"],
  ["mailgun", "{token}", "random; remember it, because a copy of the request verifies again"],
  ["docusign", "several secrets", "in X-DocuSign-Signature-2 to X-DocuSign-Signature-100"],
  ["x", "several secrets", "in X-Twitter-Webhooks-Signature-OAuth2"],
  ["x", "event type in", "the key of the body that is one of tweet_create_events, favorite_events,"],
  ["meta", "body", "JSON in which every character outside ASCII is written \\uXXXX"],
  ["coinbase-commerce", "attempts", "77 (assumed) at 0s, 1m, 3m, 7m, 15m, 31m, 1h 3m, then every 1h until"],
  ["coinbase-commerce", "delivery.schedule", "77 attempts: 1m, 2m, 4m, 8m, 16m, 32m, then every 1h"],
])("%s says of its %s: %s", (id, label, text) => {
  const lines = providerView(findProvider(id), { color, columns: 200 }).split("\n")
  const found = lines.filter((line) => line.startsWith(`  ${label} `))
  expect(found).toContainEqual(expect.stringContaining(text))
})

test("a body that is signed whole is not spoken of", () => {
  const shown = providerView(findProvider("line"), { color, columns: 200 })
  expect(shown).not.toContain("covers")
})

test.each([
  ["adyen", "101 (assumed) at 0s, 9s, 27s, 54s, 2m 54s"],
  ["adyen", "4h 2m, 8h 2m, then every 8h until 30d 2m"],
  ["adyen", "101 attempts: 9s, 18s, 27s, 2m, 5m, 10m, 15m, 30m, 1h, 2h, 4h, then every 8h – "],
  ["paypal", "26 (assumed) at 0s, then every 2h 52m until 2d 23h"],
  ["paypal", "26 attempts: every 172m – "],
  ["aws-sns", "4 at 0s, 20s, 40s, 1m\n"],
])("%s: many equal delays at the end of a schedule are told in one: %s", (id, text) => {
  expect(providerView(findProvider(id), { color, columns: 500 })).toContain(text)
})

test("the table of events names the provider only when there are several", () => {
  const events = [
    { type: "a.b", title: "One", status: "live", provider: "x" },
    { type: "c.d", title: "Two", status: "coming-soon", provider: "x" },
  ] as const
  expect(eventTable(events, { color, columns: 80 }).split("\n")).toEqual([
    "EVENT  SENT WHEN",
    "a.b    One",
    "c.d    (coming-soon) Two",
  ])
  const mixed = [events[0], { ...events[1], provider: "y" }]
  expect(eventTable(mixed, { color, columns: 80 })).toContain("EVENT  PROVIDER  SENT WHEN")
})
