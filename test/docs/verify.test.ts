import { expect, test } from "vitest"
import { blocksOf, pasted } from "../support/doc-page.ts"
import { temporaryFolder } from "../support/run-whk.ts"

const blocks = blocksOf("docs/verify.md")
const shown = blocks.flatMap(({ language, text }, index) =>
  language === "sh" && blocks[index + 1]?.language === "" ? [[text, blocks[index + 1]!.text] as const] : [],
)

test("the page shows what its commands print", () => {
  expect(shown).toHaveLength(2)
})

test.each(shown)("pasted, %s prints what the page shows", async (commands, printed) => {
  await using folder = await temporaryFolder()
  const { stdout, stderr } = await pasted(commands, { folder: folder.path })
  expect([`${stdout}\n`, stderr]).toEqual([printed, ""])
})
