import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import type { CauseId } from "../../src/diagnosis/causes.ts"
import { CANARY, diagnosed, idsOf, names, STRIPE_SECRET, stripeSigned } from "./planted.ts"

interface Printed {
  readonly text: string
  /** What real serialisers printed, by their name. */
  readonly printed: Readonly<Record<string, string>>
}

const file = new URL("../../fixtures/serialisers.json", import.meta.url)
const { documents } = JSON.parse(readFileSync(file, "utf8")) as { documents: readonly Printed[] }

// Jackson prints its trees and its plain objects alike.
const causeOf = (name: string): string =>
  /^(?:pretty|keys)/.test(name) ? `body-${name}` : `body-reserialised-${name.replace("java-tree", "java")}`

const rows = documents.flatMap(({ text, printed }) =>
  Object.entries(printed)
    .filter(([, output]) => output !== text)
    .map(([name, output]) => ({ id: causeOf(name), text, output })),
)

test.each(rows)("what the real serialiser printed is told as $id: $output", async ({ id, text, output }) => {
  const body = Buffer.from(text)
  const said = await diagnosed({
    provider: "stripe",
    secret: STRIPE_SECRET,
    body,
    headers: stripeSigned(Buffer.from(output)),
  })
  expect(names(said, id), `${idsOf(said).join()} ${said.causes[0]?.aliases.join() ?? ""}`).toBe(true)
})

// No program to print these with is at hand; they are what their documentation says.
const text = CANARY.toString()
const parsed = JSON.parse(text) as Record<string, unknown>

test.each([
  [
    "body-reserialised-go-struct",
    '{"b":"<&>","a":1}',
    '{ "b": "<&>", "a": 1 }',
    '{"b":"\\u003c\\u0026\\u003e","a":1}',
  ],
  [
    "body-reserialised-dotnet",
    "escapes as System.Text.Json does",
    '{ "b": "<é+>" }',
    '{"b":"\\u003C\\u00E9\\u002B\\u003E"}',
  ],
  [
    "body-keys-sorted",
    "sorted at every level",
    text,
    JSON.stringify(
      Object.fromEntries(
        Object.entries({ ...parsed, o: { a: {}, b: 2 } }).toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
    ),
  ],
] as const satisfies readonly (readonly [CauseId, string, string, string])[])(
  "%s is told (%s)",
  async (id, _, received, signed) => {
    const said = await diagnosed({
      provider: "stripe",
      secret: STRIPE_SECRET,
      body: Buffer.from(received),
      headers: stripeSigned(Buffer.from(signed)),
    })
    expect(names(said, id), `${idsOf(said).join()} ${said.causes[0]?.aliases.join() ?? ""}`).toBe(true)
  },
)
