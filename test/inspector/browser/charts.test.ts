import type { Page } from "playwright-core"
import { describe, expect, onTestFinished, test } from "vitest"
import type { EndpointJson } from "../../../src/domain/api-types.ts"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { startReceiver } from "../../support/receiver.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"

const browser = useBrowser()

async function openCharts(relay: TestRelay): Promise<Page> {
  const { page } = await openInspector(browser(), relay)
  await page.getByRole("link", { name: "Charts", exact: true }).click()
  await page.getByRole("heading", { name: "Deliveries" }).waitFor()
  return page
}

/** Three deliveries that are accepted, and two of another endpoint that fail. */
async function plant(relay: TestRelay): Promise<void> {
  const good = await startReceiver(() => 200)
  const bad = await startReceiver(() => 500)
  const create = async (name: string, url: string, type: string): Promise<EndpointJson> =>
    (await relay.api("POST", "/v1/endpoints", { provider: "axiestudio", name, url, events: [type] })).json
  await create("Good", good.url, "user.created")
  const failing = await create("Bad", bad.url, "user.deleted")
  for (const type of ["user.created", "user.created", "user.created", "user.deleted", "user.deleted"])
    await relay.api("POST", "/v1/events", { provider: "axiestudio", type })
  await Promise.all([good.received(3), bad.received(10)])
  const failed = async (): Promise<number> => {
    const path = `/v1/deliveries?endpoint=${failing.id}&status=failed`
    return ((await relay.api("GET", path)).json as { total: number }).total
  }
  while ((await failed()) < 2);
}

describe.skipIf(!hasBrowser)(`the Charts page${SKIPPED}`, () => {
  test("without anything it says so, with a command that changes it", async () => {
    const relay = await startTestRelay()
    onTestFinished(async () => await relay[Symbol.asyncDispose]())
    const page = await openCharts(relay)
    await page.getByText("Nothing was delivered in the last 24 hours.").waitFor()
    await page.getByText("whk trigger user.created").waitFor()
  })

  test("what was planted is counted, in words, as bars, as a table, and per endpoint", async () => {
    const relay = await startTestRelay({ timeScale: 1000 })
    onTestFinished(async () => await relay[Symbol.asyncDispose]())
    await plant(relay)
    const page = await openCharts(relay)
    for (const [range, words] of [
      ["24 hours", "in the last 24 hours"],
      ["7 days", "in the last 7 days"],
      ["1 hour", "in the last hour"],
    ] as const) {
      await page.getByRole("button", { name: range }).click()
      await page.getByRole("img", { name: `5 deliveries ${words}, 2 of them failed.` }).waitFor()
      await page.getByRole("img", { name: `Latency ${words}: median` }).waitFor()
    }
    const table = page.getByRole("region", { name: "Latency per endpoint" })
    expect(await table.getByRole("row", { name: /^Good 3 0 / }).count()).toBe(1)
    expect(await table.getByRole("row", { name: /^Bad 2 2 / }).count()).toBe(1)

    await page.getByLabel("Endpoint", { exact: true }).selectOption({ label: "Bad" })
    await page.getByRole("img", { name: "2 deliveries in the last hour, 2 of them failed." }).waitFor()
    expect(await page.locator("svg .slot .mark-failed").count()).toBeGreaterThan(0)
    expect(await page.locator("svg .slot .mark-deliveries").count()).toBe(0)
    await page.getByRole("button", { name: "Show as table" }).first().click()
    const rows = await page
      .getByRole("region", { name: "Deliveries as a table" })
      .locator("td")
      .allTextContents()
    expect(rows.reduce((sum, cell) => sum + Number(cell), 0)).toBe(4)
  })

  test("what comes while one looks is counted, too", async () => {
    const relay = await startTestRelay({ timeScale: 1000 })
    onTestFinished(async () => await relay[Symbol.asyncDispose]())
    const page = await openCharts(relay)
    await page.getByText("Nothing was delivered in the last 24 hours.").waitFor()
    await plant(relay)
    await page.getByText(/^5 deliveries in the last 24 hours, 2 of them failed\./).waitFor()
  })
})
