import { execa } from "execa"
import { expect, test } from "vitest"
import { jsonVariants } from "../../src/diagnosis/variants/json-variants.ts"

const nested = (depth: number, inside: string): string => "[".repeat(depth) + inside + "]".repeat(depth)
const variantsOf = (body: string) => [...jsonVariants(body)]
const bytesOf = (body: string): number => variantsOf(body).reduce((sum, { value }) => sum + value.length, 0)
const isIndented = ({ id }: { readonly id: string }): boolean => id.startsWith("body-pretty-")

test("a body nested a hundred levels deep is printed with indentation, a deeper one is not", () => {
  expect(variantsOf(nested(100, "0")).filter(isIndented)).toHaveLength(6)
  expect(variantsOf(nested(101, "0")).filter(isIndented)).toHaveLength(0)
  expect(variantsOf(nested(101, "0")).length).toBeGreaterThan(20)
})

test("indentation that would blow a body up is not printed", () => {
  const body = nested(90, Array(100_000).fill("0").join(","))
  const indented = variantsOf(body).filter(isIndented)
  expect(indented.map(({ value }) => value.length).filter((length) => length > 9 * body.length)).toEqual([])
  expect(bytesOf(body)).toBeLessThan(60 * body.length)
})

test("a wide and shallow body is printed with indentation however long it is", () => {
  const body = `[${Array(50_000).fill('{"id":1}').join(",")}]`
  expect(variantsOf(body).filter(isIndented)).toHaveLength(6)
})

test("a body nested 50,000 levels deep is varied in one respect at a time, without its tree", () => {
  const body = nested(50_000, "0 , 1")
  expect(new Set(variantsOf(body).map(({ id }) => id))).toContain("body-white-space-removed")
  expect(bytesOf(body)).toBeLessThan(30 * body.length)
})

test("the causes of a body nested 50,000 levels deep are looked for in little memory", async () => {
  const script = `
    import { jsonVariants } from "./src/diagnosis/variants/json-variants.ts"
    const body = "[".repeat(50_000) + "0,".repeat(1000) + "0" + "]".repeat(50_000)
    const before = process.memoryUsage().rss
    const count = [...jsonVariants(body)].length
    console.log(JSON.stringify({ count, grownMiB: (process.memoryUsage().rss - before) / 1024 / 1024 }))`
  const { stdout } = await execa("npx", ["esbuild", "--bundle", "--platform=node", "--format=esm"], {
    input: script,
  })
  const run = await execa(process.execPath, ["--input-type=module"], { input: stdout })
  const { count, grownMiB } = JSON.parse(run.stdout) as { count: number; grownMiB: number }
  expect(count).toBeGreaterThan(5)
  expect(grownMiB).toBeLessThan(100)
})
