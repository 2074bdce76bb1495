import { readFileSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { expect, test } from "vitest"
import { missingPrograms } from "../support/doc-page.ts"
import { runPage } from "../support/doc-session.ts"
import { runWhk } from "../support/run-whk.ts"
import { isDeclared, NEEDS } from "./declared.ts"

const PAGE = readFileSync(resolve(import.meta.dirname, "../../docs/relay.md"), "utf8")

/** The names in the first column of the table whose head begins with this word. */
function firstColumn(head: string): string[] {
  const table = new RegExp(`^\\| ${head} .*\\n\\|[- |]+\\n((?:\\|.*\\n)+)`, "m").exec(PAGE)?.[1] ?? ""
  return table
    .split("\n")
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name!))
}

test("every command works when pasted from top to bottom, and the metrics are those of the table", async (context) => {
  const missing = missingPrograms("docs/relay.md")
  if (missing.length > 0) context.skip(`needs ${missing.join(", ")}`)
  const needs = { ...NEEDS["docs/relay.md"], isLeftOut: isDeclared("docs/relay.md") }
  const { failed, ran } = await runPage("docs/relay.md", needs, async ({ folder }) => {
    const metrics = await readFile(join(folder, "metrics.txt"), "utf8")
    const names = [...metrics.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name!)
    expect(firstColumn("metric").toSorted()).toEqual(names.toSorted())
  })
  expect(failed).toBeUndefined()
  const line = ran.find(({ text }) => text.startsWith("grep"))?.output ?? ""
  expect(JSON.parse(line)).toMatchObject({ level: "info", route: "api", status: expect.any(Number) })
})

test("the page lists every flag of whk relay", async () => {
  const { stdout } = await runWhk(["relay", "--help"])
  const [own = ""] = stdout.split("Global Options:")
  const flags = [...own.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, flag]) => flag!)
  expect(firstColumn("flag").toSorted()).toEqual(flags.toSorted())
})
