import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { parseProviderFile, readProviderFile } from "../../src/config/provider-file.ts"
import { PROVIDER_TEMPLATE } from "../../src/providers/file/template.ts"
import { expectRefused, SCHEME } from "../support/provider-files.ts"
import { temporaryFolder } from "../support/run-whk.ts"

test("a hostile file name and hostile text stay one clean line", () => {
  const path = "\u001b[2J/acme\n.yaml"
  expect(() => parseProviderFile('id: "\\e[2J\\n"\nname: A\n', path)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/^\\x1b\[2J\/acme\\n\.yaml:1: id is "\\u001b\[2J\\n", not/),
    }),
  )
})

test("the first problem of a file is told, not the last", () => {
  expectRefused(
    `${SCHEME}  digest: hexx\nzzz: 1\n`,
    '6: scheme.digest is "hexx", not hex, base64 or base64url.',
    "Did you mean hex?",
  )
})

test("the template is a provider, in YAML and as JSON", () => {
  const fromYaml = parseProviderFile(PROVIDER_TEMPLATE, "acme.yaml")
  const fromJson = parseProviderFile(JSON.stringify(parse(PROVIDER_TEMPLATE), null, 2), "acme.yaml")
  expect(fromYaml.events.map(({ type }) => type)).toEqual(["order.created", "order.refunded", "ping"])
  expect(JSON.stringify(fromJson)).toBe(JSON.stringify(fromYaml))
})

test("a file is read from the folder given", async () => {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, "acme.yaml"), `\ufeff${SCHEME}`)
  const { id, file } = await readProviderFile("./acme.yaml", folder.path)
  expect([id, file?.path]).toEqual(["acme", "./acme.yaml"])
})

test.each<[name: string, code: string, message: string, hint: string]>([
  ["./none.yaml", "FILE_UNREADABLE", 'The provider file "./none.yaml" does not exist.', "Check the path"],
  [
    "text/none.yaml",
    "FILE_UNREADABLE",
    'The provider file "text/none.yaml" does not exist.',
    "Check the path",
  ],
  [
    "./folder/",
    "FILE_UNREADABLE",
    '"./folder/" is a folder, not a provider file.',
    "./folder/acme.provider.yaml",
  ],
  ["bytes.yaml", "PROVIDER_INVALID", '"bytes.yaml" is not text in UTF-8.', "save it as UTF-8"],
  ["large.yaml", "PROVIDER_INVALID", '"large.yaml" holds more than 256 KiB.', "Keep fewer"],
])("%s cannot be read, and why", async (name, code, message, hint) => {
  await using folder = await temporaryFolder()
  await mkdir(join(folder.path, "folder"))
  await writeFile(join(folder.path, "text"), SCHEME)
  await writeFile(join(folder.path, "bytes.yaml"), Buffer.from([0xff, 0xfe, 0x00]))
  await writeFile(join(folder.path, "large.yaml"), `${SCHEME}#${"x".repeat(256 * 1024)}`)
  await expect(readProviderFile(name, folder.path)).rejects.toMatchObject({
    code,
    exitCode: 2,
    message,
    hint: expect.stringContaining(hint),
  })
})
