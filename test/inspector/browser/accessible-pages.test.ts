import type { Page } from "playwright-core"
import { describe, expect, onTestFinished, test } from "vitest"
import type { EndpointJson } from "../../../src/domain/api-types.ts"
import { seriousFindings } from "../../support/axe.ts"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { startTestRelay } from "../../support/test-relay.ts"
import { startSignedReceiver } from "./signed-receiver.ts"

const browser = useBrowser()

/** A relay with an active endpoint that fails and an inactive one. */
async function openPage(
  colorScheme: "light" | "dark",
): Promise<{ readonly page: Page; readonly go: (address: string) => Promise<void>; readonly id: string }> {
  const relay = await startTestRelay({ timeScale: 1000 })
  onTestFinished(async () => await relay[Symbol.asyncDispose]())
  const receiver = await startSignedReceiver("stripe")
  const create = async (fields: object): Promise<EndpointJson> =>
    (
      await relay.api("POST", "/v1/endpoints", {
        provider: "stripe",
        url: receiver.url,
        events: ["invoice.paid"],
        ...fields,
      })
    ).json
  await create({ active: false, url: "https://example.com/hooks", name: "Off" })
  const { id } = await create({ name: "On" })
  await relay.api("POST", "/v1/events", { provider: "stripe", type: "invoice.paid" })
  await receiver.received(1)
  const { page } = await openInspector(browser(), relay, { colorScheme })
  const go = async (address: string): Promise<void> =>
    void (await page.goto(`${relay.url}/inspect#/${address}`))
  return { page, go, id }
}

describe.skipIf(!hasBrowser).each(["light", "dark"] as const)(`in the %s theme${SKIPPED}`, (theme) => {
  test("axe finds nothing serious on the Endpoints page and in its dialog", async () => {
    const { page, go } = await openPage(theme)
    await go("endpoints")
    await page.getByRole("link", { name: "On" }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole("button", { name: "New endpoint" }).click()
    const provider = page.getByRole("combobox", { name: "Provider" })
    await provider.fill("stripe")
    expect(await seriousFindings(page)).toEqual([])
    await provider.press("Enter")
    await page.getByLabel("URL").fill("http://example.com")
    await page.getByRole("button", { name: "Create endpoint" }).click()
    await page.getByText(/No event type is chosen/).waitFor()
    await page.getByRole("complementary", { name: "Rules of Stripe" }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  test("axe finds nothing serious on the page of an endpoint and in its dialogs", async () => {
    const { page, go, id } = await openPage(theme)
    await go(`endpoints/${id}`)
    await page.getByRole("button", { name: "Send test" }).click()
    await page.getByText(/^Test of/).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    for (const name of ["Replay failed", "Delete", "Rotate secret"]) {
      await page.getByRole("button", { name }).click()
      await page.getByRole("dialog").waitFor()
      expect(await seriousFindings(page)).toEqual([])
      if (name !== "Rotate secret")
        await page.getByRole("button", { name: "Close", exact: true }).first().click()
    }
    await page.getByRole("dialog").getByRole("button", { name: "Rotate secret" }).click()
    await page.getByText("The secret is not shown again.").waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  test("axe finds nothing serious on the Events page, with a mistake and an outcome on it", async () => {
    const { page, go } = await openPage(theme)
    await go("events")
    await page.getByLabel("Body", { exact: true }).waitFor()
    await page.getByRole("button", { name: "Send event" }).click()
    await page.getByRole("region", { name: "Outcome" }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByLabel("Data as JSON").fill("{")
    await page.getByText(/^✕ Line 1, column 2/).waitFor()
    await page.getByRole("combobox", { name: "Event", exact: true }).click()
    expect(await seriousFindings(page)).toEqual([])
  })

  test("axe finds nothing serious on the Charts page, as charts and as tables", async () => {
    const { page, go } = await openPage(theme)
    await go("charts")
    await page.getByRole("img", { name: /deliver/ }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    for (let left = 2; left > 0; left -= 1)
      await page.getByRole("button", { name: "Show as table" }).first().click()
    expect(await seriousFindings(page)).toEqual([])
  })
})
