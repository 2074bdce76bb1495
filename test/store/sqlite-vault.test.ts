import { randomBytes } from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import { Vault } from "../../src/store/sqlite/sealing/vault.ts"

const key = (): string => randomBytes(32).toString("base64")
const vault = new Vault("/nowhere", { text: key(), place: "the test" })
const PLACE = { table: "endpoints", id: "ep_1", column: "secret" }

test("any text comes back as it was sealed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(vault.open(vault.seal(text, PLACE), PLACE)).toBe(text)
    }),
  )
})

test("the same secret never looks the same twice", () => {
  const sealed = new Set(Array.from({ length: 1000 }, () => vault.seal("secret", PLACE)))
  expect(sealed.size).toBe(1000)
})

test.each([
  { ...PLACE, table: "inboxes" },
  { ...PLACE, id: "ep_2" },
  { ...PLACE, column: "previous_secret" },
])("what was sealed for one place does not open in %o", (elsewhere) => {
  expect(() => vault.open(vault.seal("secret", PLACE), elsewhere)).toThrow("does not open")
})

test("sealed text with any bit changed does not open", () => {
  const sealed = vault.seal("a secret", PLACE)
  const start = sealed.lastIndexOf(".") + 1
  const bytes = Buffer.from(sealed.slice(start), "base64url")
  fc.assert(
    fc.property(fc.nat({ max: bytes.length * 8 - 1 }), (bit) => {
      const changed = Buffer.from(bytes)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => vault.open(sealed.slice(0, start) + changed.toString("base64url"), PLACE)).toThrow()
    }),
  )
})

test("any other text does not open", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => vault.open(text, PLACE)).toThrow("does not open")
    }),
  )
})

test("of several keys the first seals and all of them open", () => {
  const [first, second] = [key(), key()]
  const older = new Vault("/nowhere", { text: second, place: "the test" })
  const both = new Vault("/nowhere", { text: `${first},${second}`, place: "the test" })
  expect(both.open(older.seal("old", PLACE), PLACE)).toBe("old")
  expect(() => older.open(both.seal("new", PLACE), PLACE)).toThrow("does not hold it")
})
