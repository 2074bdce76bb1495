import { expect, test } from "vitest"
import { lineVariants } from "../../src/diagnosis/variants/byte-variants.ts"

test("the white space around a body goes, and that within it is looked at once", () => {
  // A pattern that starts anew at each of these would take minutes.
  const body = `a${" \t\r\n".repeat(50_000)}b`
  const trimmed = [...lineVariants(Buffer.from(` \r\n\t${body}\t \n`))].find(
    ({ id }) => id === "body-trimmed",
  )
  expect(Buffer.from(trimmed!.value).toString() === body).toBe(true)
})
