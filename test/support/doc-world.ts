import { chmod, mkdir, symlink, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { freePort } from "./free-port.ts"
import { type Block } from "./doc-page.ts"
import { temporaryFolder } from "./run-whk.ts"

const ROOT = resolve(import.meta.dirname, "../..")

/** Ports that the pages write; a run has a free one in the place of each. */
const WRITTEN_PORTS = ["3000", "3456", "4000", "4040", "4400", "9000"]

/** The relay of a page, whose port stands in the home or behind `--port`. */
const RELAY_PORT = "4400"

/** Where the commands of one page run: a project folder, settings of its own, `whk` on the PATH, ports of its own. */
export interface DocWorld extends AsyncDisposable {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  /** A text of the page with the ports of this run. */
  here(text: string): string
  /** A text of this run with the ports of the page. */
  written(text: string): string
}

/** Makes the world of a page and writes the files that its blocks name in their first line. */
export async function docWorld(blocks: readonly Block[]): Promise<DocWorld> {
  const temporary = await temporaryFolder()
  const folder = join(temporary.path, "project")
  const home = join(temporary.path, "home")
  const bin = join(folder, "node_modules", ".bin")
  await mkdir(bin, { recursive: true })
  await mkdir(join(home, "data"), { recursive: true, mode: 0o700 })
  await writeFile(join(bin, "whk"), `#!/bin/sh\nexec "${process.execPath}" "${ROOT}/bin/whk.js" "$@"\n`)
  await chmod(join(bin, "whk"), 0o755)
  await symlink(ROOT, join(folder, "node_modules", "whk"))
  await symlink(join(ROOT, "examples"), join(folder, "examples"))
  const ports = await Promise.all(
    WRITTEN_PORTS.map(async (port) => [port, String(await freePort())] as const),
  )
  const replaced = (text: string, pairs: readonly (readonly [string, string])[]): string =>
    pairs.reduce((all, [from, to]) => all.replaceAll(new RegExp(`(?<![\\w.])${from}(?!\\w)`, "g"), to), text)
  const here = (text: string): string => replaced(text, ports)
  await writeFile(join(home, "data", "port"), here(RELAY_PORT))
  for (const { language, text } of blocks) {
    const name = /^(?:\/\/|#) (\S+\.\w+)\n/.exec(text)?.[1]
    if (language !== "sh" && name !== undefined) await writeFile(join(folder, name), here(text))
  }
  return {
    folder,
    env: {
      PATH: `${bin}:${process.env["PATH"] ?? ""}`,
      HOME: temporary.path,
      WHK_HOME: home,
      COLUMNS: "96",
    },
    here,
    written: (text) =>
      replaced(
        text,
        ports.map(([from, to]) => [to, from]),
      ),
    [Symbol.asyncDispose]: () => temporary[Symbol.asyncDispose](),
  }
}
