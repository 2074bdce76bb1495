import { mkdirSync } from "node:fs"
import { join } from "node:path"
import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import type { EndpointJson } from "../../../src/domain/api-types.ts"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { startSignedReceiver } from "./signed-receiver.ts"
import { startWatchedInbox, type WatchedInbox } from "./watched-inbox.ts"

const browser = useBrowser()

/** Where the pictures of docs/inspector.md go; without it the pages are looked at and nothing is written. */
const FOLDER = process.env["WHK_PICTURES"]

async function picture(page: Page, name: string): Promise<void> {
  const image = await page.screenshot({ animations: "disabled", ...(FOLDER && { path: fileOf(name) }) })
  expect(image.length).toBeGreaterThan(10_000)
}

function fileOf(name: string): string {
  mkdirSync(FOLDER!, { recursive: true })
  return join(FOLDER!, `${name}.png`)
}

/** A relay on which something has happened: deliveries right and wrong, an endpoint with a history. */
async function startBusyRelay(): Promise<WatchedInbox> {
  const inbox = await startWatchedInbox()
  const { relay } = inbox
  const body = JSON.stringify({ action: "opened", number: 7, repository: { full_name: "octo/webhooks" } })
  for (const event of ["ping", "push", "issues", "pull_request"]) await inbox.send(event, { body })
  await inbox.send("release", { body, secret: "another secret of somebody" })
  const receiver = await startSignedReceiver("axiestudio")
  const endpoint: EndpointJson = (
    await relay.api("POST", "/v1/endpoints", {
      provider: "axiestudio",
      url: receiver.url,
      events: ["user.created", "user.updated"],
      name: "Accounts",
    })
  ).json
  receiver.use(endpoint.secret!)
  for (let count = 0; count < 6; count += 1)
    await relay.api("POST", "/v1/events", { provider: "axiestudio", type: "user.created" })
  // Printed anew on its way: other bytes than the signed ones.
  await inbox.send("pull_request", { body: JSON.stringify(JSON.parse(body), null, 2), signed: body })
  return inbox
}

describe.skipIf(!hasBrowser)(`the pictures of the documentation${SKIPPED}`, () => {
  test("show each page with something on it", { timeout: 60_000 }, async () => {
    const { relay } = await startBusyRelay()
    const dark = await openInspector(browser(), relay, {
      colorScheme: "dark",
      viewport: { width: 1280, height: 720 },
    })
    await dark.page
      .getByRole("row", { name: /pull_request/ })
      .first()
      .click()
    await dark.page
      .getByText(/printed again/)
      .first()
      .waitFor()
    await picture(dark.page, "deliveries")

    const { page, errors } = await openInspector(browser(), relay, {
      colorScheme: "light",
      viewport: { width: 1280, height: 720 },
    })
    await page.getByRole("link", { name: "Endpoints", exact: true }).click()
    await page.getByText("Accounts").first().click()
    await page.getByRole("button", { name: "Send test" }).waitFor()
    await picture(page, "endpoint")
    await page.getByRole("link", { name: "Events", exact: true }).click()
    await page.getByText("X-Webhook-Signature").waitFor()
    await picture(page, "events")
    await page.getByRole("link", { name: "Charts", exact: true }).click()
    await page.getByText(/deliveries in the last/).waitFor()
    await picture(page, "charts")
    expect([...dark.errors, ...errors]).toEqual([])
  })
})
