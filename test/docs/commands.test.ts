import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { execa } from "execa"
import { expect, test } from "vitest"
import { parseCommandLine } from "../../src/program/program.ts"
import { holds, shows } from "../support/doc-masks.ts"
import { blocksOf, commandsOf, missingPrograms, pages } from "../support/doc-page.ts"
import { runPage } from "../support/doc-session.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { isDeclared, NEEDS, NOT_RUN, RUN_BY, RUN_ELSEWHERE } from "./declared.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const shellsOf = (page: string): readonly string[] =>
  blocksOf(page).flatMap(({ language, text }) => (language === "sh" ? [text] : []))
const withCommands = pages().filter((page) => shellsOf(page).length > 0)
const runHere = withCommands.filter(
  (page) => RUN_BY[page] === undefined && !shellsOf(page).every(isDeclared(page)),
)

test("there are pages with commands", () => {
  expect(withCommands.length).toBeGreaterThan(10)
})

test.concurrent.for(runHere)(
  "every command of %s works when pasted, and prints what the page shows",
  { timeout: 250_000 },
  async (page, context) => {
    const missing = missingPrograms(page)
    if (missing.length > 0) context.skip(`needs ${missing.join(", ")}`)
    const { failed, ran, staying } = await runPage(page, {
      ...NEEDS[page],
      isLeftOut: isDeclared(page),
    })
    expect(failed).toBeUndefined()
    const blocks = blocksOf(page)
    for (const { text, output } of ran) {
      const at = blocks.findIndex((block) => block.text === text)
      const shown = blocks[at + 1]?.language === "" ? blocks[at + 1]!.text : undefined
      if (shown === undefined) continue
      const isShown = shows(shown, output) || staying.some((printed) => holds(printed, shown))
      // As text, so that a page that has gone stale shows how.
      expect(isShown ? shown : `${output}${staying.join("")}`).toBe(shown)
    }
  },
)

test.each(NOT_RUN)("$page does not run $begins: $why", ({ page, begins, why }) => {
  expect(shellsOf(page).filter((text) => text.startsWith(begins))).toHaveLength(1)
  expect(why).toMatch(/^needs /)
})

test.each(Object.entries(RUN_ELSEWHERE))("%s is run elsewhere", (_command, { by, as }) => {
  expect(readFileSync(resolve(ROOT, by), "utf8")).toContain(as)
})

const unrun = withCommands.flatMap((page) => shellsOf(page).filter(isDeclared(page)).flatMap(commandsOf))

/** What a shell hands to `whk` in each of these commands; it finds no other program. */
async function argumentsIn(commands: readonly string[]): Promise<string[][]> {
  const shell = `PATH=\nwhk() { printf '%s\\0' "$@" $'\\x1e' >&3; }\nnpx() { "$@"; }\ncommand_not_found_handle() { :; }\nexec 3>&1 > /dev/null`
  await using folder = await temporaryFolder()
  const { stdout } = await execa("bash", [], {
    input: `${shell}\n${commands.join("\n")}\n`,
    cwd: folder.path,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder.path },
    extendEnv: false,
    reject: false,
    timeout: 10_000,
  })
  return stdout.split("\u001e\0").flatMap((line) => (line === "" ? [] : [line.split("\0").slice(0, -1)]))
}

test("the program takes every command that is not run", async () => {
  const calls = await argumentsIn(unrun)
  const refused: string[] = []
  for (const args of calls) {
    const isTaken = await parseCommandLine(args).then(
      () => true,
      () => false,
    )
    if (!isTaken) refused.push(args.join(" "))
  }
  expect(refused).toEqual([])
  expect(calls.length).toBeGreaterThan(80)
})

test.each(Object.entries(RUN_BY))("the commands of %s are run by %s", (page, file) => {
  expect(readFileSync(resolve(ROOT, file), "utf8")).toContain(`runPage("${page}"`)
  expect(withCommands).toContain(page)
})
