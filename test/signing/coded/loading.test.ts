import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { expect, test } from "vitest"

const SRC = resolve(import.meta.dirname, "../../../src")
const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => join(entry.parentPath, entry.name))

test.each(["jose", "http-message-signatures"])(
  "%s is loaded when it is needed, never at the start",
  (library) => {
    const loading = files.filter((file) => readFileSync(file, "utf8").includes(`import("${library}")`))
    const atTheStart = new RegExp(`^import (?!type )[^\\n]*from "${library}"`, "m")
    expect(loading.length).toBeGreaterThan(0)
    expect(files.filter((file) => atTheStart.test(readFileSync(file, "utf8")))).toEqual([])
  },
)
