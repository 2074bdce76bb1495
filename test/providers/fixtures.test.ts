import { readdirSync, readFileSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { expect, test } from "vitest"
import { providers } from "../../src/providers/catalogue.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { coversBody } from "../../src/signing/scheme.ts"
import { verify } from "../../src/signing/verify.ts"
import { type Fixture, formatFixture, makeFixtures } from "../support/fixtures.ts"
import { byteFlips } from "../support/flips.ts"

const FOLDER = resolve(import.meta.dirname, "../../fixtures")

const written = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.parentPath !== FOLDER)
  .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)))

const read = (path: string): string => readFileSync(join(FOLDER, path), "utf8")
const fixtures = written.map((path) => [path, JSON.parse(read(path)) as Fixture] as const)
const signed = fixtures.filter(([, { secret }]) => secret !== null)
// A token, and a signature over picked fields, say nothing about the rest of the body.
const covered = signed.filter(([, { provider }]) => coversBody(findProvider(provider).scheme))

function judge(fixture: Fixture, body: Uint8Array = Buffer.from(fixture.bodyBase64, "base64")) {
  return verify(findProvider(fixture.provider).scheme, {
    method: fixture.method,
    url: fixture.url,
    headers: fixture.headers,
    body,
    secrets: fixture.secret === null ? [] : [fixture.secret],
    nowMs: Date.parse(fixture.receivedAt),
  })
}

async function accepted(fixture: Fixture, bodies: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const verdicts = await Promise.all(bodies.map((body) => judge(fixture, body)))
  return bodies.filter((_, index) => verdicts[index]!.verified)
}

test("the files are what the provider files make; else run `node scripts/make-fixtures.js`", async () => {
  const [first, second] = [await makeFixtures(), await makeFixtures()]
  expect(written.toSorted()).toEqual([...first.keys()].toSorted())
  // ECDSA draws a random number for every signature; everything else is the same each time.
  const repeatable = [...first].filter(([path, fixture]) => {
    return formatFixture(fixture) === formatFixture(second.get(path)!)
  })
  expect(repeatable.length).toBeGreaterThan(100)
  const made = repeatable.map(([path, fixture]) => [path, formatFixture(fixture)] as const)
  expect(Object.fromEntries(made.map(([path]) => [path, read(path)]))).toEqual(Object.fromEntries(made))
})

test("every event type of the founding five has one", () => {
  const founding = ["axelered", "axcelerate", "accelex", "axiestudio", "ainexlayer"].map(findProvider)
  const missing = founding.flatMap(({ id, events }) =>
    events.filter(({ type }) => !written.includes(`${id}/${type}.json`)),
  )
  expect(missing).toEqual([])
  expect(written.length).toBeGreaterThanOrEqual(73 + 6 * 5)
})

test.each(signed)("%s verifies under its provider's scheme", async (_, fixture) => {
  expect(await judge(fixture)).toMatchObject({ verified: true, reason: "ok" })
})

test.each(covered)("%s fails with any byte of its body flipped", async (_, fixture) => {
  const bodies = byteFlips(Buffer.from(fixture.bodyBase64, "base64"))
  expect(await accepted(fixture, bodies)).toEqual([])
})

test.each(covered)("%s does not verify with a byte more or less", async (_, fixture) => {
  const body = Buffer.from(fixture.bodyBase64, "base64")
  const changed = [body.subarray(1), Buffer.concat([body, Buffer.from("0")])]
  expect(await accepted(fixture, changed)).toEqual([])
})

// Once for each provider, because an RSA key takes its time.
const others = new Map(providers.map(({ id, secret }) => [id, secret.generate(Buffer.alloc(32, 9))] as const))

test.each(signed)("%s does not verify with another secret", async (_, fixture) => {
  const other = others.get(fixture.provider)!
  expect(await judge({ ...fixture, secret: other })).toMatchObject({ verified: false })
})

test("the unsigned ones are not verified", async () => {
  const unsigned = fixtures.filter(([, { secret }]) => secret === null)
  const verdicts = await Promise.all(unsigned.map(([, fixture]) => judge(fixture)))
  expect(unsigned.length).toBeGreaterThan(1)
  expect(verdicts.filter(({ verified }) => verified)).toEqual([])
})
