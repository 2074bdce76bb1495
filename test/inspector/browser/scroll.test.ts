import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import type { InboxJson } from "../../../src/domain/api-types.ts"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { startTestRelay } from "../../support/test-relay.ts"

const browser = useBrowser()
const COUNT = 5000
const AT_ONCE = 40

/** Sends numbered deliveries to an inbox without a listener. */
async function sendMany(url: string): Promise<void> {
  let sent = 0
  const sendInTurn = async (): Promise<void> => {
    while (sent < COUNT) {
      sent += 1
      const response = await fetch(url, {
        method: "POST",
        headers: { "x-github-event": `event.${sent}` },
        body: '{"a":1}',
      })
      await response.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sendInTurn))
}

/**
 * How much of the processor's time the page itself takes for the slowest of so many frames, in milliseconds. By the
 * clock on the wall a frame also waits for whatever else the machine does.
 */
async function slowestFrame(page: Page, frames: number): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" })
  const worked = async (): Promise<number> => {
    const { metrics } = await devtools.send("Performance.getMetrics")
    return metrics.find(({ name }) => name === "TaskDuration")!.value * 1000
  }
  let slowest = 0
  for (let frame = 1; frame <= frames; frame += 1) {
    const before = await worked()
    await page.evaluate(`new Promise((done) => {
      const box = document.querySelector(".list-box")
      box.scrollTop = ((box.scrollHeight - box.clientHeight) * ${frame}) / ${frames}
      requestAnimationFrame(() => requestAnimationFrame(() => done()))
    })`)
    slowest = Math.max(slowest, (await worked()) - before)
  }
  return slowest
}

test.skipIf(!hasBrowser)(
  `5,000 deliveries scroll without a frame over 50 ms, and only what is seen is rendered${SKIPPED}`,
  async () => {
    await using relay = await startTestRelay()
    const inbox: InboxJson = (await relay.api("POST", "/v1/inboxes", { name: "test", provider: "github" }))
      .json
    await sendMany(inbox.url)
    const { page, errors } = await openInspector(browser(), relay)
    await page.locator(".rows .row").first().waitFor()
    const box = page.locator(".list-box")
    // Every page of the list comes when its end is near.
    await expect
      .poll(
        async () => {
          await page.evaluate('document.querySelector(".list-box").scrollTop = 1e9')
          return await box.getAttribute("aria-rowcount")
        },
        { timeout: 60_000 },
      )
      .toBe(String(COUNT + 1))

    expect(await slowestFrame(page, 200)).toBeLessThanOrEqual(50)
    expect(await page.locator(".rows .row").count()).toBeLessThan(80)
    expect(await page.locator(".rows .row").last().innerText()).toContain("event.")
    expect(errors).toEqual([])
  },
  120_000,
)

test.skipIf(!hasBrowser)(
  `what arrives while somebody reads further down waits above and moves nothing${SKIPPED}`,
  async () => {
    await using relay = await startTestRelay()
    const inbox: InboxJson = (await relay.api("POST", "/v1/inboxes", { name: "test", provider: "github" }))
      .json
    const send = async (event: string): Promise<void> => {
      await fetch(inbox.url, { method: "POST", headers: { "x-github-event": event } })
    }
    for (let count = 0; count < 60; count += 1) await send(`event.${count}`)
    const { page } = await openInspector(browser(), relay)
    await page.locator(".rows .row").nth(30).waitFor()
    await page.evaluate('document.querySelector(".list-box").scrollTop = 600')
    const seen = page.getByRole("row", { name: "event.35" })
    await seen.waitFor()
    const before = await seen.boundingBox()
    await send("late")
    await send("late")
    await send("late")
    const pill = page.getByRole("button", { name: "3 new" })
    await pill.waitFor()
    expect(await seen.boundingBox()).toEqual(before)
    await pill.click()
    await expect.poll(() => page.getByRole("row", { name: "late" }).count()).toBe(3)
    expect(await pill.count()).toBe(0)
  },
)
