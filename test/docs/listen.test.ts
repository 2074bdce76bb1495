import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { expect, test } from "vitest"
import { runWhk } from "../support/run-whk.ts"

const PAGE = readFileSync(resolve(import.meta.dirname, "../../docs/listen.md"), "utf8")

test("the page explains every flag", async () => {
  const { stdout } = await runWhk(["listen", "--help"])
  const own = stdout.slice(0, stdout.indexOf("Global Options"))
  const flags = [...own.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag!)
  expect(flags.length).toBeGreaterThan(30)
  const isExplained = (flag: string): boolean => new RegExp(`^\\|[^|]*\`${flag}[ \`]`, "m").test(PAGE)
  expect(flags.filter((flag) => flag !== "--help" && !isExplained(flag))).toEqual([])
})
