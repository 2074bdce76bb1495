import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { parseProviderFile } from "../../src/config/provider-file.ts"
import { CONTENT_NAMES, HEADER_NAMES, SIGNATURE_NAMES } from "../../src/providers/file/placeholders.ts"
import { providerFileSchema } from "../../src/providers/file/schema.ts"
import { schemeSchema } from "../../src/providers/file/scheme-schema.ts"
import { blocksOf } from "../support/doc-page.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const PAGE = readFileSync(join(ROOT, "docs/provider-files.md"), "utf8")

const blocks = blocksOf("docs/provider-files.md")
const blocksIn = (wanted: string): string[] =>
  blocks.flatMap(({ language, text }) => (language === wanted ? [text] : []))

const files = blocksIn("yaml").map((text): [name: string, text: string] => {
  const [, name] = /^# (\S+\.provider\.yaml)\n/.exec(text) ?? []
  if (name === undefined) throw new Error(`no file name in ${text.slice(0, 40)}`)
  return [name, text]
})

test("the page has files", () => {
  expect(files).toHaveLength(4)
})

test.each(files)("%s is a provider", (name, text) => {
  expect(parseProviderFile(text, name).name).toBe((parse(text) as { name: string }).name)
})

const FIELDS = [...Object.keys(providerFileSchema.shape), ...Object.keys(schemeSchema.shape)]

test.each(FIELDS.filter((name) => name !== "$schema"))("the field %s is explained", (name) => {
  expect(PAGE).toMatch(new RegExp(`^\\| \`${name}\` `, "m"))
})

test.each([...new Set([...CONTENT_NAMES, ...HEADER_NAMES, ...SIGNATURE_NAMES])])(
  "the placeholder {%s} is listed",
  (name) => {
    expect(PAGE).toContain(`\`{${name}}\``)
  },
)
