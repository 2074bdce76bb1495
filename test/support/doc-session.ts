import { mkdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { execa } from "execa"
import { type Block, blocksOf, commandsOf } from "./doc-page.ts"
import { docWorld, type DocWorld } from "./doc-world.ts"

/** What a page needs that its reader has and a test has not. */
export interface PageNeeds {
  readonly env?: Readonly<Record<string, string>>
  /** Shell that runs before the first block; `serve <command>` starts a server of the reader's. */
  readonly before?: string
  /** Texts of the page that stand for something of the reader's, and what stands there in the run. */
  readonly placeholders?: Readonly<Record<string, string>>
  /** Whether a block is left out; the caller says why. */
  readonly isLeftOut?: (text: string) => boolean
}

/** A block that was run: what it printed, both streams as a reader sees them, with the ports that the page writes. */
export interface RanBlock {
  readonly text: string
  readonly output: string
}

export interface PageRun {
  readonly ran: readonly RanBlock[]
  /** Everything that a program printed that went on running. */
  readonly staying: readonly string[]
  /** The block that ended otherwise than it should, and how; undefined when all went well. */
  readonly failed: string | undefined
}

/** A program that goes on running is up once it has said so. */
const IS_UP = "^(ready|listening)"

/**
 * Pastes the shell blocks of a page from top to bottom into one bash, as its reader would. A block may say how it is
 * meant: `exit=1` ends so, `stays` goes on running in a terminal of its own (`stays silent` without saying that it is
 * ready), and each command of `ready` is started until it is ready, then stopped.
 */
export async function runPage(
  page: string,
  needs: PageNeeds = {},
  look: (world: DocWorld, run: PageRun) => Promise<void> | void = () => {},
): Promise<PageRun> {
  const blocks = blocksOf(page)
  await using world = await docWorld(blocks)
  const out = join(world.folder, "..", "out")
  await mkdir(out)
  const written = Object.entries(needs.placeholders ?? {})
  const filled = (text: string): string =>
    world.here(written.reduce((all, [from, to]) => all.replaceAll(from, to), text))
  const shells = blocks.filter(({ language, text }) => language === "sh" && !needs.isLeftOut?.(text))
  const script = [
    `set -euo pipefail`,
    world.here(needs.before ?? ""),
    ...shells.map((block, index) =>
      shellOf({ ...block, text: filled(block.text) }, join(out, String(index))),
    ),
    `echo done > ${out}/at`,
  ].join("\n")
  const { stdout, stderr } = await execa("bash", [], {
    input: `${PRELUDE.replaceAll("OUT", out)}${script}\n`,
    cwd: world.folder,
    env: { ...world.env, ...needs.env },
    extendEnv: false,
    reject: false,
    timeout: 240_000,
  })
  const at = (await readText(join(out, "at"))).trim()
  const ran = await Promise.all(
    shells.map(async ({ text }, index) => ({
      text,
      output: world.written(await readText(join(out, String(index)))),
    })),
  )
  const run: PageRun = {
    ran,
    staying: ran.filter((_, index) => shells[index]!.words.includes("stays")).map(({ output }) => output),
    failed:
      at === "done"
        ? undefined
        : `${shells[Number(at)]?.text ?? "before"}\n${ran[Number(at)]?.output ?? ""}${stdout}${stderr}`,
  }
  await look(world, run)
  return run
}

/** Ends what stays when the page has been read, and waits until it has said its last word. */
const PRELUDE = `
staying=()
finish() { for pid in "\${staying[@]}"; do kill "$pid" 2> /dev/null || true; wait "$pid" || true; done; }
trap finish EXIT
serve() { local log=OUT/served\${#staying[@]}; "$@" > "$log" 2>&1 & staying+=($!); up "$log" $!; }
up() { until grep -qE '${IS_UP}' "$1"; do kill -0 "$2" || exit 97; sleep 0.03; done; }
echo -1 > OUT/at
`

function shellOf({ text, words }: Block, file: string): string {
  const index = file.slice(file.lastIndexOf("/") + 1)
  const begin = `echo ${index} > ${file.slice(0, -index.length)}at; : > ${file}`
  const start = (command: string): string =>
    `${command} >> ${file} 2>&1 &\nlast=$!\nstaying+=($last)\n${words.includes("silent") ? ":" : `up ${file} $last`}`
  if (words.includes("stays")) return `${begin}\n${start(text.trimEnd())}`
  if (words.includes("ready")) {
    const each = commandsOf(text).map(
      (command) => `: > ${file}\n${start(command)}\nkill $last\nwait $last || [ $? = 143 ]`,
    )
    return [begin, ...each].join("\n")
  }
  const code = words.find((word) => word.startsWith("exit="))?.slice(5)
  const body = `exec 8>&1 9>&2 >> ${file} 2>&1\n${code === undefined ? text : `set +e\n${text}\ncode=$?\nset -e\n[ $code = ${code} ] || { echo "ended with $code"; exit 98; }`}\nexec >&8 2>&9`
  return `${begin}\n${body}`
}

async function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "")
}
