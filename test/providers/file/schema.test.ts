import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { providerFileSchema, providerJsonSchema } from "../../../src/providers/file/schema.ts"
import { PROVIDER_TEMPLATE } from "../../../src/providers/file/template.ts"

// No validator of JSON Schema is installed: documents are judged by the zod schema that it is made from, and the JSON
// Schema itself by what it has to say.

interface Node {
  readonly $ref?: string
  readonly $schema?: string
  readonly type?: string
  readonly description?: string
  readonly additionalProperties?: unknown
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly Node[]
  readonly items?: Node
  readonly enum?: readonly string[]
}

const schema = providerJsonSchema() as Node

function nodes(node: Node): Node[] {
  const children = [
    ...Object.values(node.properties ?? {}),
    ...(node.anyOf ?? []),
    ...(node.items ? [node.items] : []),
    ...(typeof node.additionalProperties === "object" ? [node.additionalProperties as Node] : []),
  ]
  return [node, ...children.flatMap(nodes)]
}

test("the package ships the schema", () => {
  const path = resolve(import.meta.dirname, "../../../dist/provider.schema.json")
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(schema)
})

test("it is a JSON Schema of draft 2020-12 that stands alone", () => {
  expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema")
  expect(nodes(schema).filter(({ $ref }) => $ref !== undefined)).toEqual([])
})

test("it requires an id and a name, and a scheme or a provider to extend", () => {
  expect(schema.required).toEqual(["id", "name"])
  expect(schema.anyOf).toEqual([{ required: ["scheme"] }, { required: ["extends"] }])
})

test("a map of fields takes no other ones", () => {
  const maps = nodes(schema).filter(({ properties }) => properties !== undefined)
  expect(maps.length).toBeGreaterThan(20)
  expect(maps.filter(({ additionalProperties }) => additionalProperties !== false)).toEqual([])
})

test("every field of the file and of the scheme has a description", () => {
  const { $schema: _, ...fields } = schema.properties ?? {}
  const all = { ...fields, ...fields["scheme"]?.properties }
  expect(Object.keys(all).length).toBeGreaterThan(30)
  expect(
    Object.keys(all).filter((name) => all[name]?.description === undefined && name !== "$schema"),
  ).toEqual([])
})

test("the values of a choice can be completed by an editor", () => {
  const algorithm = schema.properties?.["scheme"]?.properties?.["algorithm"]
  expect(algorithm?.anyOf?.[0]?.enum).toContain("hmac-sha256")
})

test("the template is valid and uses most of the fields", () => {
  const document = parse(PROVIDER_TEMPLATE) as object
  expect(providerFileSchema.safeParse(document).error).toBeUndefined()
  expect(Object.keys(document).length).toBeGreaterThan(12)
})

test.each(Object.keys(schema.properties?.["scheme"]?.properties ?? {}))(
  "the template speaks of scheme.%s",
  (name) => {
    expect(PROVIDER_TEMPLATE).toMatch(new RegExp(`^ {2}(?:# )?${name}:`, "m"))
  },
)

const INTERNAL = ["$schema", "evidence", "extends"]

test.each(Object.keys(schema.properties ?? {}).filter((name) => !INTERNAL.includes(name)))(
  "the template speaks of %s",
  (name) => {
    expect(PROVIDER_TEMPLATE).toMatch(new RegExp(`^(?:# )?${name}:`, "m"))
  },
)
