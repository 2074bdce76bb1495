import { readdirSync, readFileSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import { type Fixture, formatFixture, makeFixtures } from "../support/fixtures.ts"
import { byteFlips } from "../support/flips.ts"
import { verify } from "../support/signing.ts"

const FOLDER = resolve(import.meta.dirname, "../../fixtures")

const written = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.parentPath !== FOLDER)
  .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)))

const read = (path: string): string => readFileSync(join(FOLDER, path), "utf8")
const fixtures = written.map((path) => [path, JSON.parse(read(path)) as Fixture] as const)
const signed = fixtures.filter(([, { secret }]) => secret !== null)

function judge(fixture: Fixture, body: Uint8Array = Buffer.from(fixture.bodyBase64, "base64")) {
  return verify(findProvider(fixture.provider).scheme, {
    headers: fixture.headers,
    body,
    secrets: fixture.secret === null ? [] : [fixture.secret],
    nowMs: Date.parse(fixture.receivedAt),
  })
}

test("the files are what the provider files make; else run `node scripts/make-fixtures.js`", async () => {
  const made = [...(await makeFixtures())].map(([path, fixture]) => [path, formatFixture(fixture)])
  expect(Object.fromEntries(written.map((path) => [path, read(path)]))).toEqual(Object.fromEntries(made))
})

test("every event type of the founding five has one", () => {
  const founding = ["axelered", "axcelerate", "accelex", "axiestudio", "ainexlayer"].map(findProvider)
  const missing = founding.flatMap(({ id, events }) =>
    events.filter(({ type }) => !written.includes(`${id}/${type}.json`)),
  )
  expect(missing).toEqual([])
  expect(written.length).toBeGreaterThanOrEqual(73 + 6 * 5)
})

test.each(signed)("%s verifies under its provider's scheme", (_, fixture) => {
  expect(judge(fixture)).toMatchObject({ verified: true, reason: "ok" })
})

test.each(signed)("%s fails with any byte of its body flipped", (_, fixture) => {
  const bodies = byteFlips(Buffer.from(fixture.bodyBase64, "base64"))
  expect(bodies.filter((body) => judge(fixture, body).verified)).toEqual([])
})

test.each(signed)("%s does not verify with a byte more or less", (_, fixture) => {
  const body = Buffer.from(fixture.bodyBase64, "base64")
  expect(judge(fixture, body.subarray(1)).verified).toBe(false)
  expect(judge(fixture, Buffer.concat([body, Buffer.from("0")])).verified).toBe(false)
})

test("the unsigned ones are not verified", () => {
  const unsigned = fixtures.filter(([, { secret }]) => secret === null)
  expect(unsigned.map(([path, fixture]) => [path, judge(fixture).verified])).toEqual([
    ["axcelerate/unsigned.json", false],
    ["github/unsigned.json", false],
  ])
})
