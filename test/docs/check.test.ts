import { readFileSync } from "node:fs"
import { writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { expect, test } from "vitest"
import { CASES } from "../../src/check/cases.ts"
import { RIGHT_PROVIDERS } from "../../src/check/self-test/self-test.ts"
import { blocksOf, pasted } from "../support/doc-page.ts"
import { freePort } from "../support/free-port.ts"
import { temporaryFolder } from "../support/run-whk.ts"

const PAGE = readFileSync(resolve(import.meta.dirname, "../../docs/check.md"), "utf8")
const blocks = blocksOf("docs/check.md")
const server = blocks.find(({ language }) => language === "js")!.text
const shells = blocks.flatMap(({ language, text }) => (language === "sh" ? [text] : []))
const onAnyPort = async (commands: string): Promise<string> =>
  commands.replaceAll("3456", String(await freePort()))

test("the page says of the handler it shows what whk says of it", async () => {
  const at = blocks.findIndex(({ text }) => text.startsWith("✗"))
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, "server.mjs"), server)
  const { stdout, exitCode } = await pasted(await onAnyPort(blocks[at - 1]!.text), { folder: folder.path })
  expect([`${stdout}\n`, exitCode]).toEqual([blocks[at]!.text, 1])
})

test("a baseline is written and then accepted, as the page says", async () => {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, "server.mjs"), server)
  const commands = shells.find((text) => text.includes("--write-baseline"))!
  const { exitCode, stdout } = await pasted(await onAnyPort(commands), {
    folder: folder.path,
    options: "-eu",
  })
  expect(exitCode).toBe(0)
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("35 passed, 0 failed, 4 accepted, 6 skipped")
})

test("the page lists every case with its sentence, in order", () => {
  const rows = [...PAGE.matchAll(/^\| `([\w-]+)` +\| (.+?) +\|$/gm)].map(([, id, title]) => [id, title])
  expect(rows).toEqual(CASES.map(({ id, title }) => [id, title]))
  expect(PAGE).toContain("twelve providers")
  expect(RIGHT_PROVIDERS).toHaveLength(12)
})
