import { expect, test } from "vitest"
import { providers } from "../../src/providers/catalogue.ts"
import {
  chooseProvider,
  findEventType,
  findProvider,
  requireEventType,
} from "../../src/providers/registry.ts"

const idsOf = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id)

const FIRST =
  "axiestudio ainexlayer axelered axcelerate accelex github shopify slack standard-webhooks stripe svix"

test("those that came first stay first, in their order; those that came together stand by id", () => {
  const ids = idsOf(providers)
  const first = FIRST.split(" ")
  expect(ids.slice(0, first.length)).toEqual(first)
  const second = ids.slice(first.length)
  expect(second).toEqual(second.toSorted())
  expect(new Set(ids).size).toBe(ids.length)
})

test("no event type of the first ones is taken over by one that came later", () => {
  const first = providers.slice(0, FIRST.split(" ").length)
  const taken = first.flatMap(({ events }) =>
    events.filter(({ type }) => !first.includes(chooseProvider(type).provider)).map(({ type }) => type),
  )
  expect(taken).toEqual([])
})

test("a mistyped provider is refused with the nearest ids", () => {
  expect(() => findProvider("axcelerat")).toThrow(
    expect.objectContaining({
      code: "PROVIDER_UNKNOWN",
      exitCode: 2,
      message: '"axcelerat" is not a provider.',
      hint: expect.stringContaining("axcelerate"),
    }),
  )
})

test.each([
  ["role.changed", "axiestudio", []],
  ["document.processed", "ainexlayer", []],
  ["process.completed", "axelered", []],
  ["contact.contact_updated", "axcelerate", []],
  ["invoice.resolved", "accelex", []],
  ["invoice.paid", "stripe", []],
  ["orders/create", "shopify", []],
  [undefined, "standard-webhooks", []],
] as const)("without a named provider the event %s means %s", (eventType, id, alternatives) => {
  const choice = chooseProvider(eventType)
  expect([choice.provider.id, idsOf(choice.alternatives)]).toEqual([id, alternatives])
})

test("an event type that nobody has is refused with the nearest of all providers", () => {
  expect(() => chooseProvider("invoice.resolvd")).toThrow(
    expect.objectContaining({
      code: "EVENT_UNKNOWN",
      message: 'No provider has an event type "invoice.resolvd".',
      hint: expect.stringContaining("invoice.resolved"),
    }),
  )
})

test.each(["contact.contact_archived", "ledger.entry_created"])(
  "aXcelerate takes the unknown %s with a warning and a sample",
  (type) => {
    const { eventType, warning } = requireEventType(findProvider("axcelerate"), type)
    expect(eventType).toMatchObject({ type, status: "live" })
    expect(warning).toContain(type)
  },
)

test.each(["contact", "contact.", ".x", "a b.c", "contact-x", ""])("aXcelerate refuses %j", (type) => {
  expect(() => requireEventType(findProvider("axcelerate"), type)).toThrow(
    expect.objectContaining({ code: "EVENT_UNKNOWN" }),
  )
})

test("an explicit standard-webhooks takes any event type without a warning", () => {
  const { eventType, warning } = requireEventType(findProvider("standard-webhooks"), "Anything At All")
  expect([eventType.type, warning]).toEqual(["Anything At All", undefined])
})

test("an event type that is announced is allowed with a warning", () => {
  const { warning } = requireEventType(findProvider("axelered"), "document.ready")
  expect(warning).toBe("document.ready is announced by Axelered as coming soon.")
})

test.each([
  ["axiestudio", "user.creatd", "Did you mean user.created"],
  ["accelex", "invoice", "Did you mean invoice.resolved"],
  ["github", "zzzzzzzzzzzz", "Run `whk events --provider github`"],
])("%s refuses %s and says what to do", (id, type, hint) => {
  expect(() => requireEventType(findProvider(id), type)).toThrow(
    expect.objectContaining({ code: "EVENT_UNKNOWN", exitCode: 2, hint: expect.stringContaining(hint) }),
  )
})

test("an event type is found by its whole name only", () => {
  const provider = findProvider("ainexlayer")
  expect(findEventType(provider, "chat.conversation.started")?.title).toBe("New conversation started")
  expect(findEventType(provider, "chat.conversation")).toBeUndefined()
})
