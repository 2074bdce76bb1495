import { expect, test } from "vitest"
import { createDashboardApi, dashboardSteps } from "../../src/manage/dashboard.ts"
import { findProvider } from "../../src/providers/registry.ts"

const input = (provider: string) => ({ provider, url: "https://example.com/", events: ["*"] })

test.each(["axiestudio", "accelex", "axcelerate"])(
  "create at %s shows the dashboard's steps and is refused",
  async (id) => {
    const provider = findProvider(id)
    const shown: (readonly string[])[] = []
    const api = createDashboardApi(provider, (_title, steps) => shown.push(steps))
    await expect(api.create(input(id))).rejects.toMatchObject({
      code: "DASHBOARD_ONLY",
      exitCode: 6,
      message: expect.stringContaining(provider.name),
    })
    expect(shown).toEqual([dashboardSteps(provider, "create")])
    expect(shown[0]!.length).toBeGreaterThan(1)
  },
)

test("with nobody to show the steps to they are the hint", async () => {
  const provider = findProvider("axiestudio")
  const api = createDashboardApi(provider)
  await expect(api.rotate("x", {})).rejects.toMatchObject({
    hint: expect.stringContaining(dashboardSteps(provider, "rotate")[0]!),
  })
})

test("a provider with tools of its own is named with their address", async () => {
  const api = createDashboardApi(findProvider("stripe"), () => expect.unreachable())
  await expect(api.create(input("stripe"))).rejects.toMatchObject({
    code: "DASHBOARD_ONLY",
    message: expect.stringContaining("https://"),
  })
})

test("what only a relay has is not said to be in a dashboard", async () => {
  const api = createDashboardApi(findProvider("axiestudio"))
  await expect(api.inboxes()).rejects.toMatchObject({ code: "NOT_DOCUMENTED" })
})
