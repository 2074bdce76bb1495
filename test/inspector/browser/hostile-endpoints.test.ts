import { describe, expect, onTestFinished, test } from "vitest"
import type { EndpointJson } from "../../../src/domain/api-types.ts"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { startReceiver } from "../../support/receiver.ts"
import { startTestRelay } from "../../support/test-relay.ts"

const browser = useBrowser()

const HOSTILE = [
  '<img src=x onerror="globalThis.hit=1">',
  "<script>globalThis.hit=1</script>",
  "<svg onload=globalThis.hit=1>",
  '"><iframe srcdoc="<script>parent.hit=1</script>">',
  "javascript:globalThis.hit=1",
  "{{constructor.constructor('globalThis.hit=1')()}}",
  "</title><base href=https://evil.example/><link rel=stylesheet href=//evil.example/x>",
  "\u202e\u2066gnp.exe<a href=javascript:globalThis.hit=1>x</a>",
]

describe.skipIf(!hasBrowser)(`what others wrote is only text${SKIPPED}`, () => {
  test.each(HOSTILE)("%j as name, description, path, event type and answer does nothing", async (text) => {
    const relay = await startTestRelay()
    onTestFinished(async () => await relay[Symbol.asyncDispose]())
    const receiver = await startReceiver((_, __, response) => void response.writeHead(500).end(text))
    const type = text.replace(/[^\x21-\x7e]/g, ".").slice(0, 100)
    const endpoint: EndpointJson = (
      await relay.api("POST", "/v1/endpoints", {
        provider: "standard-webhooks",
        url: `${receiver.url}/${text.replaceAll(/[\s#\u202e\u2066]/g, "+")}`,
        events: [type],
        name: text,
        description: text,
      })
    ).json
    await relay.api("POST", "/v1/events", { provider: "standard-webhooks", type, data: { [text]: text } })
    await receiver.received(1)
    const { page, strangers, errors } = await openInspector(browser(), relay)
    page.on("dialog", (dialog) => void dialog.dismiss())
    await page.goto(`${relay.url}/inspect#/endpoints`)
    await page.getByRole("link", { name: text, exact: true }).click()
    await page.getByRole("heading", { name: text, exact: true }).waitFor()
    await page.getByRole("button", { name: "Send test" }).click()
    await page.locator(".excerpt").waitFor()
    expect(await page.locator(".excerpt").textContent()).toBe(text)
    await page.getByRole("button", { name: "Delete" }).click()
    await page.getByRole("dialog").getByText(`Type “${text.trim()}” to delete it`).waitFor()
    await page.keyboard.press("Escape")

    await page.goto(`${relay.url}/inspect#/events`)
    const event = page.getByRole("combobox", { name: "Event", exact: true })
    await event.fill(type)
    await event.press("Enter")
    await page.getByLabel("Data as JSON").fill(JSON.stringify({ [text]: text }))
    await page.getByText("goes to 1 endpoint").waitFor()
    await page.getByRole("button", { name: "Send event" }).click()
    await page.getByRole("region", { name: "Outcome" }).waitFor()

    await page.goto(`${relay.url}/inspect#/charts`)
    await page.getByRole("heading", { name: "Latency per endpoint" }).waitFor()
    await page.getByRole("link", { name: text, exact: true }).waitFor()
    expect(await page.evaluate(() => (globalThis as { hit?: unknown }).hit)).toBeUndefined()
    expect(await page.locator("iframe, base, object, embed, svg[onload], img").count()).toBe(0)
    expect(strangers).toEqual([])
    expect(errors).toEqual([])
    expect(endpoint.name).toBe(text)
  })
})
