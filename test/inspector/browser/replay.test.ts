import { createHmac } from "node:crypto"
import { buffer } from "node:stream/consumers"
import type { Download } from "playwright-core"
import { expect, test } from "vitest"
import { firstHeader } from "../../../src/domain/headers.ts"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { type Received, startReceiver } from "../../support/receiver.ts"
import { ofType } from "../../support/start-whk.ts"
import { startTestRelay } from "../../support/test-relay.ts"
import { whkHome } from "../../support/whk-home.ts"
import { SECRET, startWatchedInbox } from "./watched-inbox.ts"

const browser = useBrowser()

function isSigned({ headers, body }: Received): boolean {
  const digest = createHmac("sha256", SECRET).update(body).digest("hex")
  return firstHeader(headers, "x-hub-signature-256") === `sha256=${digest}`
}

async function bytesOf(saved: Download): Promise<Buffer> {
  return await buffer(await saved.createReadStream())
}

test.skipIf(!hasBrowser)(
  `an edited delivery of an inbox reaches the local server, signed anew${SKIPPED}`,
  async () => {
    await using relay = await startTestRelay()
    await using home = await whkHome()
    const app = await startReceiver(() => 201)
    await relay.api("POST", "/v1/inboxes", { name: "work", provider: "github", secret: SECRET })
    const listener = home.start(["listen", "--inbox", "work", "--forward", app.url], {
      env: { WHK_RELAY: relay.url, WHK_API_KEY: relay.key },
    })
    const { url } = await listener.line(ofType("ready"))
    await fetch(String(url), {
      method: "POST",
      headers: { "x-github-event": "push", "x-hub-signature-256": "sha256=of another body" },
      body: '{"size":1}\r\n',
    })
    const { page } = await openInspector(browser(), relay)
    await page.getByRole("row", { name: "push" }).click()
    await page.getByRole("button", { name: "Edit and replay" }).click()
    const dialog = page.getByRole("dialog", { name: "Edit and replay" })
    await dialog.getByLabel("Body").fill('{"size":2}\n')
    const headers = dialog.getByLabel("Headers")
    await headers.fill(`${await headers.inputValue()}\nX-Mine: 1\nX-Mine: 2`)
    await dialog.getByRole("button", { name: "Send" }).click()
    await app.received(2)
    const [first, edited] = app.requests
    expect(isSigned(first!)).toBe(false)
    expect(edited!.body.toString()).toBe('{"size":2}\r\n')
    expect(isSigned(edited!)).toBe(true)
    expect(edited!.headers.filter(([name]) => name === "X-Mine").map(([, value]) => value)).toEqual([
      "1",
      "2",
    ])

    await page.getByText("Replayed: 201 in").waitFor()
    const [original, made] = await page.evaluate<string[]>(
      `[...document.querySelectorAll(".rows .row")].map((row) => row.id.slice(4)).toSorted()`,
    )
    expect(page.url()).toContain(made)
    await page.getByRole("link", { name: original! }).click()
    await expect.poll(() => page.url()).toContain(original)
  },
)

test.skipIf(!hasBrowser)(
  `an edited delivery of an endpoint is signed by the relay: only its body is edited${SKIPPED}`,
  async () => {
    await using relay = await startTestRelay()
    const app = await startReceiver(() => 200)
    await relay.api("POST", "/v1/endpoints", {
      provider: "github",
      url: app.url,
      events: ["*"],
      secret: SECRET,
    })
    await relay.api("POST", "/v1/events", { provider: "github", type: "push" })
    await app.received(1)
    const { page } = await openInspector(browser(), relay)
    await page.getByRole("row", { name: "push" }).click()
    await page.getByRole("button", { name: "Edit and replay" }).click()
    const dialog = page.getByRole("dialog", { name: "Edit and replay" })
    await dialog.getByLabel("Body").fill('{"edited":true}')
    expect(await dialog.getByLabel("Headers").count()).toBe(0)
    await dialog.getByRole("button", { name: "Send" }).click()
    await app.received(2)
    expect(app.requests[1]!.body.toString()).toBe('{"edited":true}')
    expect(isSigned(app.requests[1]!)).toBe(true)
  },
)

test.skipIf(!hasBrowser)(
  `a replay sends the same bytes, and its result stands beside it${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox(500)
    await inbox.send("push")
    const { page } = await openInspector(browser(), inbox.relay)
    await page.getByRole("row", { name: "push" }).click()
    await page.getByRole("button", { name: "Replay", exact: true }).click()
    await page.getByText("Replayed: 500 in 12 ms").waitFor()
    await page.getByRole("heading", { name: "Attempts (2)" }).waitFor()
  },
)

test.skipIf(!hasBrowser)(`a delivery is copied as curl and saved as a capture${SKIPPED}`, async () => {
  const inbox = await startWatchedInbox()
  await inbox.send("push", { body: '{"it\'s":"me"}' })
  const { page } = await openInspector(browser(), inbox.relay, {
    permissions: ["clipboard-read", "clipboard-write"],
  })
  await page.getByRole("row", { name: "push" }).click()
  await page.getByRole("button", { name: "Copy as curl" }).click()
  await page.getByText("Copied as a curl command").waitFor()
  // The relay lets no page read the clipboard; a text field takes what was copied.
  await page.getByRole("button", { name: "Edit and replay" }).click()
  const field = page.getByRole("dialog").getByLabel("Body")
  await field.press("ControlOrMeta+a")
  await field.press("ControlOrMeta+v")
  const command = await field.inputValue()
  await page.keyboard.press("Escape")
  expect(command).toMatch(/^curl -X POST [^]*--data-raw '\{"it'\\''s":"me"\}'/)
  const saving = page.waitForEvent("download")
  await page.getByRole("button", { name: "Download capture" }).click()
  expect(JSON.parse((await bytesOf(await saving)).toString())).toMatchObject({
    whk: "capture/1",
    method: "POST",
  })
})

test.skipIf(!hasBrowser)(`JSON in one line can be laid out before it is edited${SKIPPED}`, async () => {
  const inbox = await startWatchedInbox()
  await inbox.send("push", { body: '{"size":1.0,"list":[true]}' })
  const { page } = await openInspector(browser(), inbox.relay)
  await page.getByRole("row", { name: "push" }).click()
  await page.getByRole("button", { name: "Edit and replay" }).click()
  const field = page.getByRole("dialog").getByLabel("Body")
  const layOut = page.getByRole("button", { name: "Lay out the JSON" })
  await layOut.click()
  expect(await field.inputValue()).toBe('{\n  "size": 1.0,\n  "list": [\n    true\n  ]\n}')
  expect(await layOut.count()).toBe(0)
  await field.fill("no JSON")
  expect(await layOut.count()).toBe(0)
})

test.skipIf(!hasBrowser)(
  `of a long body only the beginning is shown and compared, which is said, and all of it is saved${SKIPPED}`,
  async () => {
    const inbox = await startWatchedInbox()
    const beginning = "x".repeat(2 ** 20)
    await inbox.send("one", { body: `${beginning}1` })
    await inbox.send("other", { body: `${beginning}2` })
    const { page } = await openInspector(browser(), inbox.relay)
    await page.getByRole("row", { name: "other" }).click()
    await page.getByText("The first 1 MB are shown.").waitFor()
    const saving = page.waitForEvent("download")
    await page.getByRole("button", { name: "Download body" }).click()
    const saved = await saving
    expect(saved.suggestedFilename()).toMatch(/^dlv_\w+\.json$/)
    expect((await bytesOf(saved)).toString()).toBe(`${beginning}2`)

    await page.keyboard.press("c")
    await page.keyboard.press("j")
    await page.keyboard.press("c")
    await page.getByText("Of long bodies only the first megabyte is compared: it is the same.").waitFor()
  },
)
