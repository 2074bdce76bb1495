import { expect, test } from "vitest"
import type { DeliveryJson, ListPage } from "../../../src/domain/api-types.ts"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { startWatchedInbox } from "./watched-inbox.ts"

const browser = useBrowser()

// Notes when the first row with a text appeared, by the clock that the relay, too, goes by.
const WATCH = `window.shownAt = new Promise((resolve) => {
  const rows = document.querySelector(".rows")
  new MutationObserver(() => rows.textContent.includes("deployment_status") && resolve(Date.now())).observe(rows, {
    childList: true, subtree: true, characterData: true,
  })
}); 0`

test.skipIf(!hasBrowser)(`a delivery appears within 200 ms of arriving${SKIPPED}`, async () => {
  const inbox = await startWatchedInbox()
  await inbox.send("push")
  const { page, errors } = await openInspector(browser(), inbox.relay)
  await page.getByRole("row", { name: "push" }).waitFor()
  await page.evaluate(WATCH)
  await inbox.send("deployment_status")
  const shownAt = await page.evaluate<number>("window.shownAt")
  const { items }: ListPage<DeliveryJson> = (await inbox.relay.api("GET", "/v1/deliveries")).json
  expect(shownAt - Date.parse(items[0]!.createdAt)).toBeLessThan(200)
  await expect.poll(() => page.locator(".rows .row").count()).toBe(2)
  expect(errors).toEqual([])
})

test.skipIf(!hasBrowser)(
  `the verdict is that of \`verify\`, with the proven cause and the fix${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    const body = '{"zen":"Keep it logically awesome.","hook":{"id":1}}'
    await inbox.send("genuine", { body })
    await inbox.send("tampered", { body: body.replace("1", "2"), signed: body })
    await inbox.send("reserialised", { body, signed: JSON.stringify(JSON.parse(body), null, 2) })
    await inbox.send("misjudged", { body, secret: "another secret of somebody" })
    const { page } = await openInspector(browser(), inbox.relay)
    const signature = page.getByRole("region", { name: "Signature" })
    const verdictOf = async (event: string): Promise<string> => {
      await page.getByRole("row", { name: event }).click()
      await page.getByRole("heading", { name: event }).waitFor()
      await signature.locator(".notice").waitFor()
      return await signature.innerText()
    }
    expect(await verdictOf("genuine")).toContain("The signature is right.")
    expect(await verdictOf("tampered")).toMatch(
      /not that of these bytes[^]*No cause was proven: \d+ hypotheses/,
    )
    const reserialised = await verdictOf("reserialised")
    expect(reserialised).toMatch(/CAUSE|Cause/)
    expect(reserialised).toContain("JSON.stringify(value, null, 2)")
    expect(reserialised).toContain("Verify the bytes as they arrived, before anything parses them.")
    expect(await verdictOf("misjudged")).toContain("not that of these bytes with this secret")

    await signature.getByText("Judge it with another secret").click()
    await signature.getByLabel("Secret").fill("another secret of somebody")
    await signature.getByRole("button", { name: "Judge" }).click()
    await signature.getByText("The signature is right.").waitFor()
    expect(await signature.innerText()).toContain("with the secret given here")
    // The list tells what the stored secret says.
    const shown = await page.locator(".rows .row .verdict").allInnerTexts()
    expect(shown.map((text) => text.replace(/\s+/g, " ").trim())).toEqual([
      "✕ no match",
      "✕ no match",
      "✕ no match",
      "✓ verified",
    ])
  },
)

test.skipIf(!hasBrowser)(
  `what its listener did not judge is judged while it is in sight, with the secret of its inbox${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    await inbox.send("genuine")
    await inbox.send("forged", { secret: "another secret of somebody" })
    const { page } = await openInspector(browser(), inbox.relay)
    await page.getByRole("row", { name: /genuine.*verified/ }).waitFor()
    await page.getByRole("row", { name: /forged.*no match/ }).waitFor()
    expect(await page.getByRole("region", { name: "Delivery" }).count()).toBe(0)

    // What a filter for verdicts cannot know, it says.
    await inbox.relay.api("POST", "/v1/inboxes", { name: "test", secret: null })
    await page.reload()
    await expect.poll(() => page.locator(".rows .row").count()).toBe(2)
    await page.getByRole("button", { name: "not verified" }).click()
    await page.getByText("2 that are not judged are left out.").waitFor()
  },
)

test.skipIf(!hasBrowser)(`search, filters, pause and clear decide what is shown${SKIPPED}`, async () => {
  const inbox = await startWatchedInbox()
  await inbox.send("push")
  await inbox.send("issues", { path: "/hooks/tracker" })
  const { page } = await openInspector(browser(), inbox.relay)
  const rows = page.locator(".rows .row")
  await expect.poll(() => rows.count()).toBe(2)

  await page.getByRole("searchbox").fill("tracker issues")
  await expect.poll(() => rows.count()).toBe(1)
  await page.getByRole("searchbox").fill("")
  await page.getByRole("button", { name: "failed" }).click()
  await page.getByText("None of 2 deliveries fits.").waitFor()
  await page.getByRole("button", { name: "Show all" }).click()

  await page.getByRole("button", { name: "Pause" }).click()
  await inbox.send("release")
  await inbox.send("release")
  await page.getByRole("button", { name: "2 new while paused" }).waitFor()
  expect(await rows.count()).toBe(2)
  await page.getByRole("button", { name: "2 new while paused" }).click()
  await expect.poll(() => rows.count()).toBe(4)

  await page.getByRole("button", { name: "Clear" }).click()
  await page.getByText("4 cleared away, none deleted.").waitFor()
  await inbox.send("star")
  await expect.poll(() => rows.count()).toBe(1)
  await page.getByRole("button", { name: "Show again" }).click()
  await expect.poll(() => rows.count()).toBe(5)
})

test.skipIf(!hasBrowser)(
  `two deliveries are compared: headers that differ, and bodies line by line${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    await inbox.send("push", { body: '{"ref":"main","size":1}' })
    await inbox.send("push", { body: '{"ref":"main","size":2}' })
    const { page } = await openInspector(browser(), inbox.relay)
    await page.locator(".rows .row").nth(1).waitFor()
    await page.keyboard.press("j")
    await page.keyboard.press("c")
    await page.keyboard.press("j")
    await page.keyboard.press("c")
    const dialog = page.getByRole("dialog", { name: "Compare two deliveries" })
    await dialog.locator(".diff-row").first().waitFor()
    expect(await dialog.locator(".diff-side.removed").allInnerTexts()).toEqual([
      expect.stringContaining('"size": 1'),
    ])
    expect(await dialog.locator(".diff-side.added").allInnerTexts()).toEqual([
      expect.stringContaining('"size": 2'),
    ])
    expect(await dialog.locator(".header-pairs").innerText()).toContain("x-hub-signature-256")
    await page.keyboard.press("Escape")
    await dialog.waitFor({ state: "detached" })
  },
)

test.skipIf(!hasBrowser)(
  `a code opens the page once and does not stay in the address${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    const { page } = await openInspector(browser(), inbox.relay)
    expect(page.url()).not.toContain("code=")
    const { json } = await inbox.relay.api("POST", "/v1/inspector/codes")
    const { url, code } = json as { readonly url: string; readonly code: string }
    const other = await page.context().newPage()
    await other.goto(url.replace(/#.*/, ""))
    // Each tab has a session of its own.
    await other.getByText("whk inspect", { exact: true }).waitFor()
    await other.getByLabel("Or paste the code").fill(url)
    await other.getByRole("button", { name: "Open" }).click()
    await other.getByRole("navigation", { name: "Pages" }).waitFor()
    await other.getByRole("button", { name: "Sign out" }).click()
    await other.getByLabel("Or paste the code").fill(code)
    await other.getByRole("button", { name: "Open" }).click()
    expect(await other.getByRole("alert").locator("code").innerText()).toBe("whk inspect")
    expect(await other.getByRole("navigation", { name: "Pages" }).count()).toBe(0)
  },
)

test.skipIf(!hasBrowser)(
  `a session that the relay ended says so, and how to open the page again${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    const { page } = await openInspector(browser(), inbox.relay)
    await page.evaluate(`sessionStorage.setItem("whk.inspector.token", "whk_of_yesterday")`)
    await page.reload()
    const alert = page.getByRole("alert")
    await alert.getByText("The session has ended").waitFor()
    expect(await alert.locator("code").innerText()).toBe("whk inspect")
  },
)
