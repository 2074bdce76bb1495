import { expect, test } from "vitest"
import { isSuccess } from "../../src/domain/delivery.ts"
import { formatDuration } from "../../src/domain/duration.ts"
import { maxAttempts } from "../../src/domain/schedule.ts"
import type { Provider } from "../../src/providers/provider.ts"
import { providers } from "../../src/providers/catalogue.ts"
import { findProvider } from "../../src/providers/registry.ts"

/** When each attempt starts, in seconds after the first, if answers take no time. */
function attemptTimes({ delivery }: Provider): number[] {
  return delivery.schedule.delaysMs.reduce(
    (times, delayMs) => [...times, times.at(-1)! + delayMs / 1000],
    [0],
  )
}

test.each([
  ["axelered", 6, 10_000, "assumed", "assumed"],
  ["axcelerate", 21, 30_000, "assumed", "assumed"],
  ["accelex", 28, 5000, "exact", "assumed"],
  ["axiestudio", 5, 30_000, "exact", "exact"],
  ["ainexlayer", 5, 30_000, "assumed", "assumed"],
  ["github", 1, 10_000, "exact", "exact"],
  ["shopify", 9, 5000, "exact", "assumed"],
  ["slack", 4, 3000, "exact", "exact"],
  ["svix", 8, 15_000, "exact", "exact"],
  ["standard-webhooks", 10, 15_000, "assumed", "assumed"],
  ["stripe", 13, 10_000, "assumed", "assumed"],
  ["polar", 11, 10_000, "exact", "assumed"],
  ["sentry", 1, 1000, "exact", "assumed"],
  ["square", 29, 10_000, "assumed", "assumed"],
  ["zoom", 4, 3000, "exact", "exact"],
  ["clerk", 8, 15_000, "exact", "exact"],
  ["discord", 10, 3000, "exact", "assumed"],
  ["linear", 4, 5000, "exact", "exact"],
  ["openai", 13, 5000, "assumed", "assumed"],
  ["paddle", 61, 5000, "exact", "assumed"],
  ["resend", 8, 15_000, "assumed", "exact"],
  ["twilio", 1, 15_000, "exact", "assumed"],
  ["twilio-json", 11, 5000, "exact", "assumed"],
] as const)(
  "%s is tried %i times and waits %i ms for an answer",
  (id, attempts, timeoutMs, timeoutCertainty, scheduleCertainty) => {
    const { delivery } = findProvider(id)
    expect(maxAttempts(delivery.schedule)).toBe(attempts)
    expect(delivery).toMatchObject({
      timeoutMs,
      timeoutCertainty,
      schedule: { certainty: scheduleCertainty },
    })
  },
)

test.each([
  ["axelered", [0, 30, 90, 210, 450, 930]],
  ["axiestudio", [0, 2, 6, 14, 30]],
  ["ainexlayer", [0, 2, 6, 14, 30]],
  ["slack", [0, 0, 60, 360]],
  ["github", [0]],
  ["svix", [0, 5, 305, 2105, 9305, 27_305, 63_305, 99_305]],
  ["zoom", [0, 300, 1500, 5100]],
  ["linear", [0, 60, 3660, 25_260]],
])("%s is tried at these seconds: %j", (id, times) => {
  expect(attemptTimes(findProvider(id))).toEqual(times)
})

test("aXcelerate's retries double from one second and end after 12 days", () => {
  const times = attemptTimes(findProvider("axcelerate"))
  expect(times.slice(0, 5)).toEqual([0, 1, 3, 7, 15])
  expect(times.at(-1)).toBe(1_048_575)
})

test("AccelEx's retries go on every hour until 24 hours after the first attempt", () => {
  const times = attemptTimes(findProvider("accelex"))
  expect(times.slice(0, 8)).toEqual([0, 5, 35, 155, 755, 4355, 7955, 11_555])
  expect(times.at(-1)).toBeLessThanOrEqual(86_400)
  expect(times.at(-1)! + 3600).toBeGreaterThan(86_400)
})

test.each([
  ["discord", 600],
  ["openai", 72 * 3600],
  ["paddle", 72 * 3600],
  ["twilio-json", 4 * 3600],
])("%s's last attempt lies in the second half of the documented %i seconds", (id, seconds) => {
  const last = attemptTimes(findProvider(id)).at(-1)!
  expect(last).toBeLessThanOrEqual(seconds)
  expect(last).toBeGreaterThan(seconds / 2)
})

test.each([
  ["axiestudio", { 200: true, 201: false, 204: false, 302: false, 500: false }],
  ["axelered", { 200: true, 201: true, 204: true, 302: false, 500: false }],
  ["axcelerate", { 200: true, 201: true, 204: true, 302: false, 500: false }],
  ["accelex", { 200: true, 201: true, 204: true, 302: false, 500: false }],
  ["ainexlayer", { 200: true, 201: true, 204: true, 302: false, 500: false }],
  ["discord", { 200: true, 201: false, 204: true, 302: false, 500: false }],
  ["linear", { 200: true, 201: false, 204: false, 302: false, 500: false }],
  ["openai", { 200: true, 201: true, 204: true, 302: false, 500: false }],
  ["paddle", { 200: true, 201: false, 204: false, 302: false, 500: false }],
])("%s takes these statuses for success: %j", (id, expected) => {
  const { success } = findProvider(id).delivery
  const judged = Object.keys(expected).map((status) => [status, isSuccess(success, Number(status))])
  expect(Object.fromEntries(judged)).toEqual(expected)
})

test.each(["hubspot-v3", "sendgrid", "square", "vercel"])(
  "%s goes on trying for nearly 24 hours and not longer",
  (id) => {
    const hours = attemptTimes(findProvider(id)).at(-1)! / 3600
    expect(hours).toBeGreaterThan(22)
    expect(hours).toBeLessThanOrEqual(24)
  },
)

test("the founding providers refuse plain http by a rule in their own words", () => {
  const rules = providers
    .slice(0, 5)
    .map(({ endpoint }) => [endpoint.httpsOnly, /https/i.test(endpoint.httpsRule)])
  expect(rules).toEqual(Array(5).fill([true, true]))
})

test("AccelEx delivers from its two documented ranges", () => {
  expect(findProvider("accelex").delivery.sourceIps).toEqual(["52.44.120.0/24", "3.216.98.0/24"])
})

test.each(providers)(
  "$id gives each assumption a key of its own, a value and a reason",
  ({ assumptions }) => {
    expect(new Set(assumptions.map(({ key }) => key)).size).toBe(assumptions.length)
    expect(assumptions.filter(({ key, why }) => !/^[a-z][a-z0-9_.-]+$/.test(key) || why === "")).toEqual([])
  },
)

test.each(providers.filter(({ delivery }) => delivery.schedule.certainty === "assumed"))(
  "$id lists its assumed schedule among its assumptions",
  ({ assumptions }) => {
    expect(assumptions.map(({ key }) => key)).toContain("delivery.schedule")
  },
)

test.each(providers.filter(({ delivery }) => delivery.timeoutCertainty === "assumed"))(
  "$id lists its assumed timeout among its assumptions",
  ({ assumptions, delivery }) => {
    const found = assumptions.find(({ key }) => key === "delivery.timeout")
    expect(found?.value).toBe(formatDuration(delivery.timeoutMs))
  },
)

test.each(providers)("$id has pages it was written from", ({ sources }) => {
  expect(sources.length).toBeGreaterThan(0)
  expect(sources.filter((address) => !URL.canParse(address))).toEqual([])
})

test.each(["axiestudio", "axcelerate", "accelex"])(
  "%s is managed in its dashboard, by concrete steps",
  (id) => {
    const { management } = findProvider(id)
    expect(management.kind === "dashboard" && management.steps.create.length).toBeGreaterThanOrEqual(3)
  },
)

test.each([
  ["axelered", "https://api.axelered.com/v1", { create: "documented", list: "assumed" }],
  ["ainexlayer", "https://api.ainexlayer.com/api/v1", { create: "assumed", test: "assumed" }],
])("%s is managed by its API at %s", (id, baseUrl, operations) => {
  expect(findProvider(id).management).toMatchObject({ kind: "api", baseUrl, operations })
})

test("Axelered's API offers no test, no deliveries and no replay", () => {
  const { management } = findProvider("axelered")
  const offered = management.kind === "api" ? Object.keys(management.operations) : []
  expect(offered).not.toEqual(expect.arrayContaining([expect.stringMatching(/test|deliveries|replay/)]))
})
