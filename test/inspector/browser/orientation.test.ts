import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import type { EndpointJson } from "../../../src/domain/api-types.ts"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { startReceiver } from "../../support/receiver.ts"
import { startWatchedInbox } from "./watched-inbox.ts"

const browser = useBrowser()

const focused = async (page: Page): Promise<string> => await page.evaluate("document.activeElement.id")

test.skipIf(!hasBrowser)(
  `an empty list tells the addresses of the inboxes, and what to send to them${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    const { page } = await openInspector(browser(), inbox.relay)
    await page.getByText("listening", { exact: true }).waitFor()
    const commands = await page.locator(".list-first code").allInnerTexts()
    expect(commands).toEqual([inbox.url, `whk trigger user.created --to ${inbox.url}`])
  },
)

test.skipIf(!hasBrowser)(
  `a delivery leads to its endpoint and down to what was answered, and its inbox gives its address${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    const app = await startReceiver(() => 200)
    await inbox.send("push")
    const input = {
      provider: "axiestudio",
      url: app.url,
      events: ["user.created"],
      name: "A name that is long",
    }
    const endpoint: EndpointJson = (await inbox.relay.api("POST", "/v1/endpoints", input)).json
    await inbox.relay.api("POST", "/v1/events", { provider: "axiestudio", type: "user.created" })
    const { page } = await openInspector(browser(), inbox.relay, { viewport: { width: 1280, height: 500 } })

    await page.getByRole("row", { name: "push" }).click()
    await page.getByRole("button", { name: "Copy address" }).waitFor()
    await page.getByRole("button", { name: "See the response" }).click()
    const answered = page.getByRole("heading", { name: "Response headers" })
    await expect.poll(async () => (await answered.boundingBox())!.y).toBeLessThan(500)

    const place = page.getByRole("row", { name: "user.created" }).locator(".where")
    expect(await place.getAttribute("title")).toBe(`A name that is long (${endpoint.id})`)
    await page.getByRole("row", { name: "user.created" }).click()
    await page.getByRole("link", { name: "A name that is long" }).click()
    await page.getByRole("button", { name: "Send test" }).waitFor()
    expect(page.url()).toContain(endpoint.id)
  },
)

test.skipIf(!hasBrowser)(
  `whoever presses a button that goes with it stands in the list, not nowhere${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    await inbox.send("push")
    const { page } = await openInspector(browser(), inbox.relay)
    const rows = page.locator(".rows .row")
    await rows.first().waitFor()

    await page.getByRole("button", { name: "failed" }).click()
    await page.getByRole("button", { name: "Show all" }).click()
    expect(await focused(page)).toBe("list")
    await page.getByRole("button", { name: "Clear" }).click()
    await page.getByRole("button", { name: "Show again" }).click()
    expect(await focused(page)).toBe("list")
    await page.getByRole("button", { name: "Pause" }).click()
    await inbox.send("issues")
    await page.getByRole("button", { name: "1 new while paused" }).click()
    expect(await focused(page)).toBe("list")
    await page.keyboard.press("ArrowDown")
    await page.getByRole("heading", { name: "issues" }).waitFor()
  },
)

test.skipIf(!hasBrowser)(
  `on a narrow screen a delivery opens below the list, however long that is${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    for (let count = 0; count < 60; count += 1) await inbox.send("push")
    const viewport = { width: 390, height: 800 }
    const { page } = await openInspector(browser(), inbox.relay, { viewport })
    await page.locator(".rows .row").nth(2).click()
    const button = await page.getByRole("button", { name: "Edit and replay" }).boundingBox()
    expect(button!.y + button!.height).toBeLessThan(viewport.height)
    const row = await page.locator('.rows .row[aria-selected="true"]').boundingBox()
    expect(row!.y + row!.height).toBeLessThan(button!.y)
  },
)
