import { expect, test } from "vitest"
import { auditHash, CHAIN_START, ChainCheck, type ChainedEntry } from "../../src/domain/audit.ts"

/** Four chained entries, the newest first. */
function chain(): ChainedEntry[] {
  const entries: ChainedEntry[] = []
  for (let number = 1; number <= 4; number += 1) {
    const entry = {
      id: `aud_${number}`,
      workspace: "ws",
      number,
      at: number,
      actor: "key_1",
      action: "POST /v1/endpoints",
      object: `ep_${number}`,
      address: "192.0.2.1",
      detail: null,
      before: entries[0]?.hash ?? CHAIN_START,
    }
    entries.unshift({ ...entry, hash: auditHash(entry) })
  }
  return entries
}

/** The first thing wrong with these entries, against the end of the whole chain. */
function problemOf(entries: readonly ChainedEntry[], head = chain()[0]!): string | undefined {
  const check = new ChainCheck({ number: head.number, hash: head.hash })
  for (const entry of entries) {
    const problem = check.next(entry)
    if (problem !== undefined) return problem
  }
  return check.end()
}

test("an untouched chain has nothing wrong with it, nor has an empty one", () => {
  expect(problemOf(chain())).toBeUndefined()
  expect(new ChainCheck(null).end()).toBeUndefined()
})

test.each(["id", "workspace", "actor", "action", "object", "address", "detail"] as const)(
  "an entry whose %s was changed is found",
  (field) => {
    const entries = chain()
    entries[2] = { ...entries[2]!, [field]: "changed" }
    expect(problemOf(entries)).toBe("entry 2 was changed")
  },
)

test("an entry whose time was changed is found", () => {
  const entries = chain()
  entries[1] = { ...entries[1]!, at: 99 }
  expect(problemOf(entries)).toBe("entry 3 was changed")
})

test("an entry that was changed and hashed anew is found by the one after it", () => {
  const entries = chain()
  const forged = { ...entries[2]!, actor: "key_2" }
  entries[2] = { ...forged, hash: auditHash(forged) }
  expect(problemOf(entries)).toBe("entry 2 is not the one that entry 3 was chained to")
})

test.each([
  [0, "entry 4 is missing"],
  [1, "entry 3 is missing"],
  [3, "entry 1 is missing"],
])("the removal of the entry at place %i is found: %s", (place, problem) => {
  expect(problemOf(chain().toSpliced(place, 1))).toBe(problem)
})

test("an entry added behind the end is found", () => {
  const [newest, ...older] = chain()
  expect(problemOf([newest!, ...older], older[0])).toBe("entry 4 is there, and the log ends with entry 3")
})

test("two entries exchanged are found", () => {
  const [a, b, c, d] = chain()
  expect(problemOf([a!, c!, b!, d!])).toBe("entry 3 is missing")
})
