import { execa } from "execa"
import { readFileSync } from "node:fs"
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { expect, test } from "vitest"
import { blocksOf } from "../support/doc-page.ts"
import { freePort } from "../support/free-port.ts"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const PAGE = readFileSync(join(ROOT, "docs/relay.md"), "utf8")
const shells = blocksOf("docs/relay.md").flatMap(({ language, text }) => (language === "sh" ? [text] : []))

/** The names in the first column of the table whose head begins with this word. */
function firstColumn(head: string): string[] {
  const table = new RegExp(`^\\| ${head} .*\\n\\|[- |]+\\n((?:\\|.*\\n)+)`, "m").exec(PAGE)?.[1] ?? ""
  return table
    .split("\n")
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name!))
}

test("every command works when pasted from top to bottom, and the metrics are those of the table", async () => {
  await using folder = await temporaryFolder()
  const program = join(folder.path, "program")
  await mkdir(program)
  await writeFile(
    join(program, "whk"),
    `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, "bin/whk.js")}" "$@"\n`,
  )
  await chmod(join(program, "whk"), 0o755)
  const port = String(await freePort())
  const commands = shells
    .join("\n")
    .replaceAll("4400", port)
    .replace("whk relay ", `whk relay --port ${port} `)
  const { exitCode, stderr, stdout } = await execa("bash", [], {
    input: `set -euo pipefail\n${commands}\n`,
    cwd: folder.path,
    env: { PATH: `${program}:${process.env["PATH"] ?? ""}`, WHK_HOME: join(folder.path, "home") },
    extendEnv: false,
    reject: false,
  })
  expect([exitCode, stderr]).toEqual([
    0,
    expect.stringMatching(
      /^No endpoints yet\..*\nOpen it in a browser\..*\nIt holds secrets and webhooks\..*$/,
    ),
  ])
  expect(stdout).toMatch(/^ready +http:\/\/127\.0\.0\.1:\d+$/m)
  const [line = ""] = /^\{.*"msg":"request".*\}$/m.exec(stdout) ?? []
  expect(JSON.parse(line)).toMatchObject({ level: "info", route: "api", status: 201 })
  const metrics = await readFile(join(folder.path, "metrics.txt"), "utf8")
  const names = [...metrics.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name!)
  expect(firstColumn("metric").toSorted()).toEqual(names.toSorted())
})

test("the page lists every flag of whk relay", async () => {
  const { stdout } = await runWhk(["relay", "--help"])
  const [own = ""] = stdout.split("Global Options:")
  const flags = [...own.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, flag]) => flag!)
  expect(firstColumn("flag").toSorted()).toEqual(flags.toSorted())
})
