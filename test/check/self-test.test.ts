import { expect, test } from "vitest"
import { PLANTED } from "../../src/check/self-test/planted.ts"
import { handleRightly } from "../../src/check/self-test/receiver.ts"
import { checkHandler, RIGHT_PROVIDERS } from "../../src/check/self-test/self-test.ts"

const { signal } = new AbortController()

test.each(RIGHT_PROVIDERS)("a correct handler of %s passes every case that applies", async (id) => {
  const { cases, bugs, unreachable } = await checkHandler(id, handleRightly, signal)
  expect(cases.filter(({ ok }) => ok === false).map((one) => [one.id, one.detail])).toEqual([])
  expect(cases.filter(({ ok }) => ok).length).toBeGreaterThan(15)
  expect({ bugs, unreachable }).toEqual({ bugs: [], unreachable: null })
})

test("at least twenty-five mistakes are planted, no two of them the same", () => {
  expect(PLANTED.length).toBeGreaterThanOrEqual(25)
  expect(new Set(PLANTED.map(({ provider, name }) => `${provider}: ${name}`)).size).toBe(PLANTED.length)
})

test.each(PLANTED.map((planted) => [planted.provider, planted.name, planted.bug, planted.handle] as const))(
  "a handler of %s that %s is told so first: %s",
  async (provider, _, bug, handle) => {
    const { cases, bugs } = await checkHandler(provider, handle, signal)
    expect(cases.some(({ ok }) => ok === false)).toBe(true)
    expect(bugs[0]).toMatchObject({
      id: bug,
      title: expect.stringMatching(/^(?:The|After) .*\.$/),
      proof: expect.stringMatching(/\S/),
      fix: { text: expect.stringMatching(/\S/) },
    })
  },
)
