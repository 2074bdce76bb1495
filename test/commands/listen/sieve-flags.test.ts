import fc from "fast-check"
import { expect, test } from "vitest"
import { hasSieve, readSieveFlags } from "../../../src/commands/listen/sieve-flags.ts"
import { readSettings } from "../../../src/config/settings.ts"
import { WhkError } from "../../../src/errors.ts"

const settingsWith = (routes?: readonly string[]) => readSettings({ env: {}, cwd: "/" }, { routes })
const none = await settingsWith()

test("without flags and routes there is nothing to look for in a delivery", () => {
  expect(hasSieve(readSieveFlags(none, {}))).toBe(false)
})

test("a route may name several event types, and its target may hold any sign", async () => {
  const { routes } = readSieveFlags(await settingsWith(["invoice.*, a=localhost:4000/inv?x=1,2"]), {})
  expect(routes).toEqual([
    {
      patterns: ["invoice.*", "a"],
      target: { protocol: "http:", host: "localhost", port: 4000, path: "/inv?x=1,2" },
    },
  ])
})

test("--reject-unverified is --verify and more", () => {
  expect(readSieveFlags(none, { rejectUnverified: true })).toMatchObject({
    verify: true,
    rejectUnverified: true,
  })
})

test.each([
  ["delay=2s", { delayMs: 2000, duplicate: 0, dropResponse: 0, flipByte: 0 }],
  ["delay=500ms, flip-byte=1", { delayMs: 500, duplicate: 0, dropResponse: 0, flipByte: 1 }],
  ["duplicate=0.1,drop-response=.05", { delayMs: 0, duplicate: 0.1, dropResponse: 0.05, flipByte: 0 }],
])("--inject %s", (text, rates) => {
  expect(readSieveFlags(none, { inject: text }).inject).toEqual(rates)
})

test.each([
  "",
  "delay",
  "delay=1s,delay=2s",
  "duplicate=-1",
  "duplicate=1.5",
  "duplicate=1e-3",
  "x=1",
  "a=b=c",
])("--inject %j is refused", (text) => {
  expect(() => readSieveFlags(none, { inject: text })).toThrow(expect.objectContaining({ exitCode: 2 }))
})

test("whatever is typed is read or refused as a mistake of the one who typed it", async () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[a-z*.,= :/0-9-]{0,20}$/))
  await fc.assert(
    fc.asyncProperty(text, async (typed) => {
      const settings = await settingsWith([typed])
      const read = [
        () => readSieveFlags(settings, {}),
        () => readSieveFlags(none, { events: [typed] }),
        () => readSieveFlags(none, { inject: typed }),
      ]
      for (const one of read) {
        try {
          one()
        } catch (error) {
          expect(error).toBeInstanceOf(WhkError)
          expect((error as WhkError).exitCode).toBe(2)
        }
      }
    }),
  )
})
