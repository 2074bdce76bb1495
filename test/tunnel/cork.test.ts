import { expect, test } from "vitest"
import { corkPerTurn } from "../../src/tunnel/cork.ts"

test("all writes of one turn leave together when the turn is over", async () => {
  const calls: string[] = []
  const beforeWrite = corkPerTurn({ cork: () => calls.push("cork"), uncork: () => calls.push("uncork") })
  beforeWrite()
  beforeWrite()
  expect(calls).toEqual(["cork"])
  await new Promise((resolve) => setImmediate(resolve))
  expect(calls).toEqual(["cork", "uncork"])
  beforeWrite()
  expect(calls).toEqual(["cork", "uncork", "cork"])
})
