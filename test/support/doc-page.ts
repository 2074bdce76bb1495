import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { execa } from "execa"
import { isInstalled } from "./program-test.ts"

const ROOT = resolve(import.meta.dirname, "../..")

export interface Block {
  readonly language: string
  /** What stands behind the language: `stays`, `ready`, `exit=1`. */
  readonly words: readonly string[]
  readonly text: string
}

/** The fenced blocks of a page of the project, in order. */
export function blocksOf(page: string): readonly Block[] {
  return blocksIn(readFileSync(join(ROOT, page), "utf8"))
}

/** The fenced blocks of a text. */
export function blocksIn(text: string): readonly Block[] {
  return [...text.matchAll(/^```(\w*)([^\n]*)\n([^]*?)^```$/gm)].map(
    ([, language = "", words = "", block = ""]) => ({
      language,
      words: words.split(" ").filter((word) => word !== ""),
      text: block,
    }),
  )
}

/** Every page that tells a reader what to type. */
export function pages(): readonly string[] {
  const docs = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
  return [
    "README.md",
    "SECURITY.md",
    "examples/README.md",
    ...docs.filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`),
  ].toSorted()
}

/** Programs that a reader of a page has and this machine has not. */
export function missingPrograms(page: string): readonly string[] {
  const shells = blocksOf(page).filter(({ language }) => language === "sh")
  const asked = (program: string): boolean =>
    shells.some(({ text }) => new RegExp(`(^|[|(] *)${program} `, "m").test(text))
  return [
    ["curl", "--version"],
    ["openssl", "version"],
  ].flatMap(([program = "", versionFlag]) =>
    asked(program) && !isInstalled(program, versionFlag) ? [program] : [],
  )
}

/** The commands of a block: lines, with what a backslash or a here-document continues. */
export function commandsOf(text: string): readonly string[] {
  const commands: string[] = []
  let end: string | undefined
  let isOpen = false
  for (const line of text.trimEnd().split("\n")) {
    if (isOpen) commands.push(`${commands.pop()}\n${line}`)
    else if (line !== "" && !line.startsWith("#")) commands.push(line)
    end = end === undefined ? /<<-?\s*['"]?(\w+)/.exec(line)?.[1] : line === end ? undefined : end
    isOpen = end !== undefined || line.endsWith("\\")
  }
  return commands
}

/** Runs commands of a page as a reader would paste them, in a folder with settings of its own. */
export async function pasted(
  commands: string,
  { folder, options = "-u" }: { readonly folder: string; readonly options?: string },
): Promise<{ readonly exitCode: number | undefined; readonly stdout: string; readonly stderr: string }> {
  const whk = join(ROOT, "bin/whk.js")
  const { exitCode, stdout, stderr } = await execa("bash", [], {
    input: `set ${options}\nwhk() { "${process.execPath}" "${whk}" "$@"; }\n${commands}`,
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", WHK_HOME: join(folder, "home"), COLUMNS: "96" },
    extendEnv: false,
    reject: false,
  })
  return { exitCode, stdout, stderr }
}
