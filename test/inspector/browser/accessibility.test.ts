import { expect, test } from "vitest"
import { seriousFindings } from "../../support/axe.ts"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { startWatchedInbox } from "./watched-inbox.ts"

const browser = useBrowser()

test.skipIf(!hasBrowser).each(["light", "dark"] as const)(
  `axe finds nothing serious in the %s theme: list, detail, dialogs, sign-in${SKIPPED}`,
  async (colorScheme) => {
    const inbox = await startWatchedInbox(500)
    await inbox.send("push")
    await inbox.send("issues", { body: '{"a":[1,true,"x"]}', secret: "wrong" })
    const { page } = await openInspector(browser(), inbox.relay, { colorScheme })
    await page.locator(".rows .row").nth(1).waitFor()
    expect(await seriousFindings(page)).toEqual([])

    await page.getByRole("row", { name: "issues" }).click()
    await page.locator(".detail .notice").waitFor()
    await page.getByText("Judge it with another secret").click()
    await page.keyboard.press("r")
    await page.getByText("Replayed: 500").waitFor()
    expect(await seriousFindings(page)).toEqual([])

    await page.keyboard.press("?")
    await page.getByRole("dialog", { name: "Keys" }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press("Escape")
    await page.getByRole("button", { name: "Edit and replay" }).click()
    await page.getByRole("dialog", { name: "Edit and replay" }).getByLabel("Body").waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press("Escape")
    await page.keyboard.press("c")
    await page.keyboard.press("j")
    await page.keyboard.press("c")
    await page.locator(".diff-row").first().waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press("Escape")

    await page.getByRole("button", { name: "Sign out" }).click()
    await page.getByRole("button", { name: "Open" }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
  },
  60_000,
)

test.skipIf(!hasBrowser)(
  `the theme is the system's until one is chosen, which is kept${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    const { page } = await openInspector(browser(), inbox.relay, { colorScheme: "dark" })
    const theme = page.locator("html")
    expect(await theme.getAttribute("data-theme")).toBe("dark")
    await page.emulateMedia({ colorScheme: "light" })
    await expect.poll(() => theme.getAttribute("data-theme")).toBe("light")
    await page.getByRole("button", { name: "Dark" }).click()
    expect(await theme.getAttribute("data-theme")).toBe("dark")
    await page.reload()
    await page.getByRole("button", { name: "Light" }).waitFor()
    expect(await theme.getAttribute("data-theme")).toBe("dark")
  },
)

test.skipIf(!hasBrowser)(
  `everything is done by keyboard, and nothing fires while somebody types${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    for (const event of ["push", "issues", "release"]) await inbox.send(event)
    const { page } = await openInspector(browser(), inbox.relay)
    const chosen = page.locator(".row[aria-selected=true]")
    await page.locator(".rows .row").nth(2).waitFor()
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    expect(await chosen.innerText()).toContain("issues")
    await page.keyboard.press("k")
    expect(await chosen.innerText()).toContain("release")

    await page.keyboard.press("/")
    await page.keyboard.type("jkrecp?")
    expect(await page.getByRole("searchbox").inputValue()).toBe("jkrecp?")
    expect(await page.getByRole("dialog").count()).toBe(0)
    await page.keyboard.press("Escape")
    expect(await page.getByRole("searchbox").inputValue()).toBe("")
    await page.keyboard.press("Escape")

    await page.keyboard.press("p")
    await page.getByRole("button", { name: "Go on" }).waitFor()
    await page.keyboard.press("p")
    await page.keyboard.press("e")
    const dialog = page.getByRole("dialog", { name: "Edit and replay" })
    await dialog.getByLabel("Body").waitFor()
    // The dialog takes the keys, then gives the focus back.
    await page.keyboard.press("Escape")
    await dialog.waitFor({ state: "detached" })
    await page.keyboard.press("?")
    await page.getByRole("dialog", { name: "Keys" }).waitFor()
    await page.keyboard.press("j")
    await page.keyboard.press("Escape")
    expect(await chosen.innerText()).toContain("release")
    await page.keyboard.press("r")
    await page.getByText("Replayed: 200").waitFor()
    await page.keyboard.press("Escape")
    expect(await chosen.count()).toBe(0)
  },
)

test.skipIf(!hasBrowser)(`the JSON tree is walked, opened and closed by arrows${SKIPPED}`, async () => {
  const inbox = await startWatchedInbox()
  await inbox.send("push", { body: '{"a":{"b":1},"c":2}' })
  const { page } = await openInspector(browser(), inbox.relay)
  await page.getByRole("row", { name: "push" }).click()
  const tree = page.getByRole("tree", { name: "JSON body" }).first()
  const items = tree.getByRole("treeitem")
  await items.first().focus()
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("ArrowLeft")
  expect(await items.count()).toBe(3)
  expect(await items.nth(1).getAttribute("aria-expanded")).toBe("false")
  await page.keyboard.press("ArrowRight")
  expect(await items.count()).toBe(4)
  await page.keyboard.press("End")
  expect(await tree.locator(":focus").innerText()).toContain('"c"')
})
