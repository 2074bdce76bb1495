import fc from "fast-check"
import { expect, test } from "vitest"
import { CASES, planCases } from "../../src/check/cases.ts"
import type { PlannedCase, SkippedCase } from "../../src/check/case.ts"
import { providers } from "../../src/providers/catalogue.ts"
import type { Provider } from "../../src/providers/provider.ts"
import { isCoded, type Scheme } from "../../src/signing/scheme.ts"
import { casesFor, isGenuine, NOW_MS, plannedCase, subjectFor } from "../support/check-subject.ts"

const skippedOf = (cases: ReadonlyMap<string, PlannedCase | SkippedCase>): string[] =>
  [...cases.values()].filter((one) => "skipped" in one).map(({ id }) => id)

const SPELLINGS = CASES.map(({ id }) => id).filter((id) => id.startsWith("genuine-"))
const TAMPERED = ["body-tampered-first", "body-tampered-middle", "body-tampered-last"]

test.each([
  ["accelex", SPELLINGS, /signs JSON\.stringify\(JSON\.parse\(body\)\)/],
  ["gitlab-token", [...SPELLINGS, ...TAMPERED, "signature-of-another"], /does not cover the/],
  ["twilio", SPELLINGS, /does not send a JSON object/],
  ["braintree", SPELLINGS, /puts its signature into the body/],
  ["discord", ["secret-empty"], /no key that could be empty/],
  ["discord", ["algorithm-weaker"], /no hash that has a weaker one/],
  ["twilio", ["algorithm-weaker"], /no hash that has a weaker one/],
  ["github", ["timestamp-stale", "timestamp-future"], /signs no time/],
  ["github", ["rotation-first", "rotation-second"], /one signature only/],
  ["shopify", ["prefix-wrong", "signature-prefix-only"], /prefix|nothing before the digest/],
  ["stripe", ["unsigned"], /always signs/],
  ["aws-sns", ["signature-missing", "header-duplicated"], /stands in the body/],
] as const)("%s skips %j, saying why", async (id, ids, why) => {
  const cases = await casesFor(id)
  expect(skippedOf(cases)).toEqual(expect.arrayContaining([...ids]))
  expect(ids.map((one) => (cases.get(one) as SkippedCase).skipped)).toEqual(
    ids.map(() => expect.stringMatching(why)),
  )
})

test.each([
  ["stripe", ["rotation-first", "prefix-wrong", "timestamp-stale", "timestamp-changed", ...TAMPERED]],
  ["twilio", [...TAMPERED, "signature-of-another", "secret-empty"]],
  ["accelex", ["genuine", ...TAMPERED]],
  ["axcelerate", ["unsigned"]],
  ["github", ["algorithm-weaker", "encoding-wrong", ...SPELLINGS]],
  ["slack", ["handshake-url-verification"]],
] as const)("%s is checked with %j", async (id, ids) => {
  const cases = await casesFor(id)
  expect([...cases.keys()]).toEqual(expect.arrayContaining([...ids]))
  expect(skippedOf(cases).filter((one) => (ids as readonly string[]).includes(one))).toEqual([])
})

test("nothing is forged where there is no secret, and genuine events are still sent", async () => {
  const cases = await casesFor("axcelerate", { secret: undefined })
  expect(skippedOf(cases)).toEqual(expect.arrayContaining(["signature-missing", "secret-wrong"]))
  expect(cases.get("signature-missing")).toMatchObject({ skipped: "there is no secret" })
  expect(cases.get("genuine")).toMatchObject({ expect: "accept" })
})

test("the clock is not turned on a given body that holds its own time", async () => {
  const body = Buffer.from(`{"webhookTimestamp":${NOW_MS}}`)
  const cases = await casesFor("linear", { body })
  expect(cases.get("timestamp-stale")).toMatchObject({ skipped: expect.stringContaining("was given") })
  expect(cases.get("timestamp-future")).toMatchObject({ skipped: expect.stringContaining("was given") })
})

test("a time that stands in the body moves with the clock", async () => {
  const { shots } = await plannedCase(subjectFor("linear"), "timestamp-stale")
  const { webhookTimestamp } = JSON.parse(Buffer.from(shots[0].body).toString()) as {
    webhookTimestamp: number
  }
  expect(webhookTimestamp).toBeLessThan(NOW_MS - 60_000)
})

test("PayPal's time is replaced in PayPal's own notation", async () => {
  const { shots } = await plannedCase(subjectFor("paypal"), "timestamp-changed")
  expect(shots[0].headers).toContainEqual(["PAYPAL-TRANSMISSION-TIME", "2026-06-01T12:00:00Z"])
})

test("a replayed event is the same request twice, and a burst is fifty different ones", async () => {
  const subject = subjectFor("stripe")
  const { shots: twice } = await plannedCase(subject, "replay")
  const { shots: burst } = await plannedCase(subject, "burst")
  expect(twice[0]).toEqual(twice[1])
  expect(new Set(burst.map(({ body }) => Buffer.from(body).toString())).size).toBe(50)
})

test("equal seeds and times make equal requests, another seed makes others", async () => {
  const secret = "whsec_" + "a".repeat(32)
  const bodies = async (seed: string) =>
    JSON.stringify(
      [...(await casesFor("stripe", { seed, secret })).values()].map((one) => "shots" in one && one.shots),
    )
  expect(await bodies("7")).toBe(await bodies("7"))
  expect(await bodies("7")).not.toBe(await bodies("8"))
})

/** What no provider's rules settle: only a crash is wrong. */
const ALWAYS_OPEN = [
  "header-duplicated",
  "timestamp-twice",
  "content-type-other",
  "body-empty",
  "body-oversized",
  "method-get",
  "method-put",
  "method-head",
]

/** Where the rule of the provider leaves a choice: limits it does not state, times it does not sign, forms it assumes. */
function openFor({ id, scheme, handshakes = [] }: Provider): string[] {
  const { timestamp } = scheme
  const isSignedTime =
    isCoded(scheme) || scheme.content.includes("{timestamp}") || timestamp?.at !== undefined
  const isAssumedForm = !isCoded(scheme) && (scheme.alsoAccepts ?? []).length > 0
  return [
    ...ALWAYS_OPEN,
    ...(isSignedTime && timestamp?.toleranceSeconds !== undefined ? [] : ["timestamp-stale"]),
    ...(isSignedTime && timestamp?.futureToleranceSeconds !== undefined && !id.startsWith("slack")
      ? []
      : ["timestamp-future"]),
    ...(isSignedTime ? [] : ["timestamp-changed"]),
    ...(isAssumedForm ? ["prefix-wrong", "encoding-wrong"] : []),
    // An endpoint for events need not answer what is asked of another kind of endpoint.
    ...handshakes.filter((one) => one.anotherKind).map((one) => `handshake-${one.id}`),
  ]
}

const isSigning = (scheme: Scheme): boolean => isCoded(scheme) || scheme.algorithm !== "none"

const signing = providers
  .filter(({ scheme }) => isSigning(scheme))
  .map((provider) => [provider.id, provider] as const)

test("Discord's PING for interactions is left open, its PING for events is not, and neither may be forged", async () => {
  const cases = await planCases(subjectFor("discord"))
  const expected = Object.fromEntries(cases.map((one) => [one.id, "expect" in one ? one.expect : null]))
  expect(expected).toMatchObject({
    "handshake-ping": "any",
    "handshake-events-ping": "accept",
    "handshake-ping-forged": "reject",
    "handshake-events-ping-forged": "reject",
  })
})

test("the catalogue holds providers that sign", () => {
  expect(signing.length).toBeGreaterThan(80)
})

test.each(signing)(
  "%s: what is to be accepted verifies, what is to be refused does not, and only its open rules are left open",
  async (id, provider) => {
    const secret = subjectFor(id).options.secret
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.nat().map(String),
          nowMs: fc.integer({ min: Date.parse("2024-01-01"), max: Date.parse("2040-01-01") }),
          event: fc.constantFrom(subjectFor(id).options.event, ...provider.events.map(({ type }) => type)),
        }),
        async (options) => {
          const subject = subjectFor(id, { secret, ...options })
          const cases = await planCases(subject)
          expect(new Set(cases.map((one) => one.id)).size).toBe(cases.length)
          const planned = cases.filter((one): one is PlannedCase => "shots" in one)
          const shots = planned
            .filter(({ judge }) => judge === undefined)
            .flatMap((one) =>
              one.shots.map((shot, at) => ({
                id: one.id,
                shot,
                expected: one.expectEach?.[at] ?? one.expect,
              })),
            )
          const judged = await Promise.all(
            shots
              .filter(({ expected }) => expected !== "any")
              .map(async ({ id: name, shot, expected }) => ({
                name,
                expected,
                verified: await isGenuine(subject, shot),
              })),
          )
          expect(judged.filter(({ expected, verified }) => verified !== (expected === "accept"))).toEqual([])
          const open = new Set(openFor(provider))
          expect(
            planned.filter((one) => (one.expect === "any") !== open.has(one.id)).map((one) => one.id),
          ).toEqual([])
        },
      ),
      { numRuns: 1 },
    )
  },
)

const unsigned = providers.filter(({ scheme }) => !isSigning(scheme)).map(({ id }) => id)

test.each(unsigned)("%s, which does not sign, is asked for no refusal", async (id) => {
  const cases = await planCases(subjectFor(id, { secret: undefined }))
  const own = cases.filter((one): one is PlannedCase => "shots" in one && one.judge === undefined)
  expect(own.length).toBeGreaterThan(5)
  expect(own.filter(({ expect: wanted }) => wanted === "reject")).toEqual([])
})
