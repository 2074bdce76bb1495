import { connect, createServer, type AddressInfo, type Socket } from "node:net"
import { expect, onTestFinished, test } from "vitest"
import type { Page } from "playwright-core"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { freePort } from "../../support/free-port.ts"
import { startWatchedInbox, type WatchedInbox } from "./watched-inbox.ts"

const browser = useBrowser()

/** A way to the relay that can be cut. */
interface Wire {
  readonly url: string
  cut(): void
  mend(): void
}

async function startWire(port: number): Promise<Wire> {
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect(port, "127.0.0.1")
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.pipe(other)
      socket.on("error", () => other.destroy())
      socket.on("close", () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
  })
  const cut = (): void => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => {
    cut()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => void (isCut = false),
  }
}

interface WiredInbox extends WatchedInbox {
  readonly wire: Wire
  /** The inspector at the end of the wire. */
  readonly page: Page
}

/** An inbox in which this many deliveries are, whose relay the page reaches over a wire. */
async function startWiredInbox(count: number, status: number | (() => number) = 200): Promise<WiredInbox> {
  const port = await freePort()
  const wire = await startWire(port)
  const inbox = await startWatchedInbox(status, { port, publicUrl: wire.url })
  await sendMany(inbox, "push", count)
  const { page } = await openInspector(browser(), { ...inbox.relay, url: wire.url })
  await isLive(page)
  await page.getByRole("row", { name: "push" }).first().waitFor()
  return { ...inbox, wire, page }
}

async function sendMany(inbox: WatchedInbox, event: string, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 50)
    await Promise.all(Array.from({ length: Math.min(50, count - sent) }, () => inbox.send(event)))
}

async function isLive(page: Page): Promise<void> {
  await page.locator(".feed[data-state=live]").waitFor()
}

async function cut({ wire, page }: WiredInbox): Promise<void> {
  wire.cut()
  await page.getByText("Connecting again").waitFor()
}

async function mend({ wire, page }: WiredInbox): Promise<void> {
  wire.mend()
  await isLive(page)
}

const SCROLL_DOWN = `list.scrollTop = list.scrollHeight; document.querySelectorAll(".rows .row").length`

/** How many deliveries the page knows of once it was scrolled to the end. */
async function knownAtTheEnd(page: Page): Promise<string> {
  await page.evaluate(SCROLL_DOWN)
  return await page.locator(".count").innerText()
}

test.skipIf(!hasBrowser)(
  `a page that lost the relay says so, connects again by itself, and misses nothing${SKIPPED}`,
  async () => {
    const inbox = await startWiredInbox(1)
    const { page } = inbox
    await cut(inbox)
    await inbox.send("issues")
    await mend(inbox)
    await page.getByRole("row", { name: "issues" }).waitFor()
    await inbox.send("release")
    await page.getByRole("row", { name: "release" }).waitFor()
    expect(await page.locator(".rows .row").count()).toBe(3)
  },
)

test.skipIf(!hasBrowser)(
  `more deliveries than one page of the list came meanwhile: whoever scrolls meets every one of them${SKIPPED}`,
  async () => {
    const inbox = await startWiredInbox(120)
    const { page } = inbox
    await cut(inbox)
    await sendMany(inbox, "issues", 250)
    await mend(inbox)
    await page.getByRole("row", { name: "issues" }).first().waitFor()
    // Not to the end: to where what was known before would follow on what came last.
    await page.evaluate("list.scrollTop = 150 * 30")
    await expect.poll(() => page.locator(".count").innerText()).toBe("370")
  },
)

test.skipIf(!hasBrowser)(
  `what changed meanwhile far down in the list is told as it is now when it is scrolled to${SKIPPED}`,
  async () => {
    let status = 500
    const inbox = await startWiredInbox(220, () => status)
    const { page, relay } = inbox
    await expect.poll(() => knownAtTheEnd(page)).toBe("220")
    const last = page.locator(".rows .row").last()
    await expect.poll(() => last.getAttribute("aria-rowindex")).toBe("221")
    const id = (await last.getAttribute("id"))!.replace("row-", "")
    expect(await last.innerText()).toContain("500")
    await cut(inbox)
    status = 200
    await relay.api("POST", `/v1/deliveries/${id}/replay`, {})
    await mend(inbox)
    await expect.poll(() => page.locator(`#row-${id}`).innerText()).toContain("200")
  },
)

test.skipIf(!hasBrowser)(
  `a delivery that was opened in vain is shown as soon as the relay is there again${SKIPPED}`,
  async () => {
    const inbox = await startWiredInbox(1)
    const { page } = inbox
    await cut(inbox)
    await page.getByRole("row", { name: "push" }).click()
    await page.getByText("The relay does not answer.").waitFor()
    await mend(inbox)
    await page.getByRole("heading", { name: "push" }).waitFor()
    await page.getByText("The signature is right.").waitFor()
  },
)

test.skipIf(!hasBrowser)(
  `an event edited meanwhile can be sent as soon as the relay is there again${SKIPPED}`,
  async () => {
    const inbox = await startWiredInbox(1)
    const { page } = inbox
    await page.getByRole("link", { name: "Events", exact: true }).click()
    const send = page.getByRole("button", { name: "Send event" })
    await page.getByRole("region", { name: "Signed request" }).getByText("POST").waitFor()
    await cut(inbox)
    await page.getByLabel("Data as JSON").fill('{"edited":true}')
    await page.getByText("The relay does not answer.").waitFor()
    expect(await send.isDisabled()).toBe(true)
    await mend(inbox)
    await expect.poll(() => send.isDisabled()).toBe(false)
    expect(await page.getByText("The relay does not answer.").count()).toBe(0)
  },
)
