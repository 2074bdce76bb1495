import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { execa } from "execa"

const ROOT = resolve(import.meta.dirname, "../..")

export interface Block {
  readonly language: string
  readonly text: string
}

/** The fenced blocks of a page of the project, in order. */
export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(ROOT, page), "utf8")
  return [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, language = "", block = ""]) => ({
    language,
    text: block,
  }))
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
