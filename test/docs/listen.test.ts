import { readFileSync } from "node:fs"
import { mkdir, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { execa } from "execa"
import { expect, test } from "vitest"
import { blocksOf, pasted } from "../support/doc-page.ts"
import { freePort } from "../support/free-port.ts"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"
import { ofType } from "../support/start-whk.ts"
import { whkHome } from "../support/whk-home.ts"

const PAGE = readFileSync(resolve(import.meta.dirname, "../../docs/listen.md"), "utf8")
const blocks = blocksOf("docs/listen.md")
const shells = blocks.flatMap(({ language, text }) => (language === "sh" ? [text] : []))
const script = shells.find((text) => text.includes("until"))!
const commands = shells.filter((text) => text !== script).flatMap((text) => text.trimEnd().split("\n"))

/** The arguments of a command as a shell reads them. */
async function argumentsOf(command: string): Promise<string[]> {
  const { stdout } = await execa("bash", [], { input: `whk() { printf '%s\\0' "$@"; }\n${command}\n` })
  return stdout.split("\0").slice(0, -1)
}

test("the page has its examples", () => {
  expect(commands).toHaveLength(8)
})

test.each(commands)("%s becomes ready and ends in order", async (command) => {
  await using home = await whkHome()
  const args = await argumentsOf(command)
  const listener = home.start(args, { env: { GITHUB_WEBHOOK_SECRET: "a-secret-of-the-test" } })
  expect(await listener.line(ofType("ready"))).toMatchObject({ probe: "ok" })
  expect(await listener.kill("SIGTERM")).toBe(143)
})

/** Lines with what is different every time written as the page has it. */
function masked(text: string): string {
  return text
    .replaceAll(/127\.0\.0\.1:\d+\/in\/[\w-]+/g, "URL")
    .replaceAll(/localhost:\d+/g, "localhost")
    .replaceAll(/inbox [\w-]+/g, "inbox")
    .replaceAll(/^\d{4}-\S+Z/gm, "TIME")
    .replaceAll(/ \d+ms /g, " MS ")
    .replaceAll(/dlv_\w+/g, "dlv")
}

test("pasted, the script prints what the page shows", async () => {
  await using folder = await temporaryFolder()
  await mkdir(join(folder.path, "home", "data"), { recursive: true, mode: 0o700 })
  await writeFile(join(folder.path, "home", "data", "port"), String(await freePort()))
  await writeFile(join(folder.path, "server.mjs"), blocks.find(({ language }) => language === "js")!.text)
  const commandsHere = script.replaceAll("3456", String(await freePort()))
  const { stdout, exitCode } = await pasted(commandsHere, { folder: folder.path, options: "-eu" })
  const shown = blocks.find(({ text }) => text.startsWith("ready "))!.text
  expect([masked(`${stdout}\n`), exitCode]).toEqual([masked(shown), 0])
})

test("the page explains every flag", async () => {
  const { stdout } = await runWhk(["listen", "--help"])
  const own = stdout.slice(0, stdout.indexOf("Global Options"))
  const flags = [...own.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag!)
  expect(flags.length).toBeGreaterThan(30)
  const isExplained = (flag: string): boolean => new RegExp(`^\\|[^|]*\`${flag}[ \`]`, "m").test(PAGE)
  expect(flags.filter((flag) => flag !== "--help" && !isExplained(flag))).toEqual([])
})
